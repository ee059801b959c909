//! A small web server for pages of the tests: a site that is not allowed, one that blocks the microphone.

use anyhow::{Context as _, Result};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Serves one document at every address, until dropped.
pub struct Site {
    port: u16,
    serving: JoinHandle<()>,
}

impl Site {
    /// `headers` are whole lines without line ends.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn serve(html: String, headers: &[&str]) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .context("no free port")?;
        let port = listener.local_addr()?.port();
        let headers: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
        let answer = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: {}\r\nconnection: close\r\n{headers}\r\n{html}",
            html.len()
        );
        let serving = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(answer_once(client, answer.clone()));
            }
        });
        Ok(Self { port, serving })
    }

    /// The address under a host name of this machine, such as `evil.localhost`.
    #[must_use]
    pub fn url(&self, host: &str) -> String {
        format!("http://{host}:{}/", self.port)
    }
}

/// The request is not looked at; a browser that goes away early is nobody's concern.
async fn answer_once(mut client: TcpStream, answer: String) {
    let mut request = [0; 8192];
    if client.read(&mut request).await.is_ok() {
        client.write_all(answer.as_bytes()).await.ok();
        client.shutdown().await.ok();
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
