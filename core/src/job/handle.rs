//! A job as a text that another process or another language resumes it from.
//!
//! ```json
//! {"entryphone":1,"version":"2.16","operation":"data_export.create","job":"orzzsbd7hk67xyu","along":{}}
//! ```
//!
//! `entryphone` is the number of this format, `operation` is what started the job, and `along` what polls take besides its id.

use super::target::Target;
use crate::arguments::describe;
use crate::body::Members;
use crate::document::{Document, Value, write_string};
use crate::error::Error;
use crate::nearest;
use crate::operation::Operation;
use crate::quoted::quoted;
use crate::sorter::Scope;

const FORMAT: u64 = 1;

impl Target {
    /// The text; `None` until the job's id is known.
    pub(super) fn write(&self) -> Option<String> {
        let mut text = format!(r#"{{"entryphone":{FORMAT},"version":"#);
        write_string(self.scope.version.as_str(), &mut text);
        text.push_str(r#","operation":"#);
        write_string(self.operation.id, &mut text);
        text.push_str(r#","job":"#);
        write_string(self.id.as_deref()?, &mut text);
        let mut along = Members::default();
        self.along.iter().for_each(|(name, raw)| along.set(name, raw));
        text.push_str(r#","along":"#);
        text.push_str(&along.to_json());
        text.push('}');
        Some(text)
    }

    /// Reads the text.
    ///
    /// # Errors
    /// When it is no handle, or one that this client cannot follow.
    pub(super) fn read(handle: &str, scope: Scope) -> Result<Target, Error> {
        let document = Document::parse(handle.as_bytes()).map_err(|error| malformed(&error.to_string()))?;
        let root = document.root();
        match root.get("entryphone") {
            Some(format) if format.as_u64() == Some(FORMAT) => {}
            Some(format) => {
                let format = describe(format);
                return Err(malformed(&format!("it has the format {format}, and this library reads {FORMAT}")));
            }
            None => return Err(malformed("it has no member \"entryphone\"")),
        }
        let text = |name: &str| {
            let text = root.get(name).and_then(Value::as_str);
            text.ok_or_else(|| malformed(&format!("its {name} is missing or no string", name = quoted(name))))
        };
        let version = text("version")?;
        if version != scope.version.as_str() {
            return Err(Error::argument(format!(
                "the job was started in version {version}, and this client speaks {}; resume it with a client of its version",
                scope.version,
                version = quoted(&version)
            )));
        }
        let id = text("operation")?;
        let operation = Operation::find(&id).ok_or_else(|| {
            let jobs = Operation::all().iter().filter(|operation| operation.job.is_some());
            let hint = nearest::hint(&id, jobs.map(|operation| operation.id));
            Error::argument(format!("the handle names an operation {id}, which does not exist{hint}", id = quoted(&id)))
        })?;
        let follow = || {
            let mut target = Target::of(operation, scope)?;
            target.id = Some(text("job")?.into_owned());
            for name in target.polling.along {
                target.take(name, root.path(&["along", name]).map(|value| value.raw().to_owned()))?;
            }
            // Whatever else is wrong with it is found before anything is sent.
            target.draft(target.polling.poll)?;
            Ok(target)
        };
        follow().map_err(|error: Error| error.of_operation(operation.id))
    }
}

fn malformed(why: &str) -> Error {
    Error::argument(format!("this is no handle of a job: {why}; give the text that `handle` returned"))
}
