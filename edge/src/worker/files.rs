//! Static files from the folders next to the worker.

use super::answers::{Answered, header, with_headers};
use super::ask::broken;
use crate::page_headers::{Header, of_answer, of_file};
use crate::route::Folder;
use bellpull_protocol::RefusalCode;
use worker::{Env, Fetcher, Request, Response, ResponseBuilder};

const NOT_FOUND: &str = "There is no such page here.";

/// A file of a folder, or the folder's `404.html`.
pub async fn file(env: &Env, request: &Request, folder: Folder, path: &str) -> Answered {
    match fetch(env, folder, path).await? {
        Some(found) => serve(request, found, of_file(folder, path)),
        None => not_found(env, folder).await,
    }
}

/// A document with headers of its own.
pub async fn document(
    env: &Env,
    request: &Request,
    folder: Folder,
    path: &str,
    headers: Vec<Header>,
) -> Answered {
    match fetch(env, folder, path).await? {
        Some(found) => serve(request, found, headers),
        None => plain_not_found(),
    }
}

pub fn plain_not_found() -> Answered {
    let response = Response::ok(NOT_FOUND).map_err(broken)?.with_status(404);
    with_headers(response, &of_answer()).map_err(broken)
}

async fn not_found(env: &Env, folder: Folder) -> Answered {
    let page = "404.html";
    match fetch(env, folder, page).await? {
        Some(found) => answer(found, 404, of_file(folder, page)),
        None => plain_not_found(),
    }
}

/// `None` when there is no such file, or no such folder: an installation without a demo site has none.
async fn fetch(env: &Env, folder: Folder, path: &str) -> Result<Option<Response>, RefusalCode> {
    let (binding, inside) = match folder {
        Folder::Site => ("SITE", String::new()),
        Folder::Widget => ("PAGES", "widget/".to_owned()),
        Folder::Desk => ("PAGES", "desk/".to_owned()),
    };
    let Ok(fetcher) = env.get_binding::<Fetcher>(binding) else {
        return Ok(None);
    };
    let found = fetcher
        .fetch(format!("http://files/{inside}{path}"), None)
        .await
        .map_err(broken)?;
    Ok((found.status_code() == 200).then_some(found))
}

/// The file's date is its version: who has it already gets no bytes.
fn serve(request: &Request, found: Response, headers: Vec<Header>) -> Answered {
    let date = header(found.headers(), "last-modified");
    let known = !date.is_empty() && header(request.headers(), "if-modified-since") == date;
    let mut headers = headers;
    if !date.is_empty() {
        headers.push(("last-modified", date));
    }
    if known {
        let response = ResponseBuilder::new().with_status(304).empty();
        return with_headers(response, &headers).map_err(broken);
    }
    answer(found, 200, headers)
}

fn answer(found: Response, status: u16, headers: Vec<Header>) -> Answered {
    let (_, body) = found.into_parts();
    let response = ResponseBuilder::new().with_status(status).body(body);
    with_headers(response, &headers).map_err(broken)
}
