//! The demo company's pages: copied, because they name the widget's origin and that follows from the port.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::Origins;

/// What the pages in the repository write for the widget's origin.
const PLACEHOLDER: &str = "http://widget.localhost:7300";

/// Copies the site into the data folder with the real origin. No site (a stack without the demo) is fine.
pub fn copy(from: &Path, to: &Path, origins: &Origins) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to).with_context(|| format!("{} cannot be replaced", to.display()))?;
    }
    fs::create_dir_all(to)?;
    if from.is_dir() {
        copy_folder(from, to, &origins.widget()).context("the demo site cannot be copied")?;
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path, widget_origin: &str) -> Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir_all(&target)?;
            copy_folder(&entry.path(), &target, widget_origin)?;
        } else if entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "html")
        {
            let page = fs::read_to_string(entry.path())?;
            fs::write(&target, page.replace(PLACEHOLDER, widget_origin))?;
        } else {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_name_the_real_widget_origin_and_other_files_stay() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        fs::create_dir_all(from.join("about")).unwrap();
        fs::write(
            from.join("about/index.html"),
            format!("<script src=\"{PLACEHOLDER}/bell.js\">"),
        )
        .unwrap();
        fs::write(from.join("style.css"), "body {}").unwrap();

        copy(&from, &to, &Origins::new(8100)).unwrap();

        let page = fs::read_to_string(to.join("about/index.html")).unwrap();
        assert_eq!(
            page,
            "<script src=\"http://widget.localhost:8100/bell.js\">"
        );
        assert_eq!(fs::read_to_string(to.join("style.css")).unwrap(), "body {}");
    }

    #[test]
    fn what_the_site_no_longer_has_goes_away() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        fs::create_dir_all(&from).unwrap();
        fs::create_dir_all(&to).unwrap();
        fs::write(to.join("old.html"), "").unwrap();

        copy(&from, &to, &Origins::new(8100)).unwrap();

        assert!(!to.join("old.html").exists());
    }
}
