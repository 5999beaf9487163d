//! The socket: HTTP/1.1 on loopback, and the ways in which it can break.

use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Response, StatusCode};
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::error::Error;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, oneshot};

use self::body::WireBody;
use self::socket::{Pacing, Socket};
use crate::answer::Answer;
use crate::refusal::Refusal;
use crate::request::Request;
use crate::service::{Delivery, Service};

mod body;
mod socket;

/// The largest request of the API is a part of a catalog: 99 MB, and what wraps it.
const MAX_BODY_BYTES: usize = 100 * 1024 * 1024;

/// The service, and the news that somebody may have changed its clock.
pub(crate) struct Shared {
    service: Mutex<Service>,
    clock_changed: Notify,
}

/// Why a connection ends without an answer.
#[derive(Debug)]
enum Broken {
    Closed,
    Reset,
    UnreadableRequest,
}

impl Shared {
    pub(crate) fn new(service: Service) -> Self {
        Self { service: Mutex::new(service), clock_changed: Notify::new() }
    }

    /// The service; also after a panic in another thread, so that a test can still read the journal.
    pub(crate) fn service(&self) -> MutexGuard<'_, Service> {
        self.service.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets delayed answers look at the clock again.
    pub(crate) fn announce_clock(&self) {
        self.clock_changed.notify_waiters();
    }
}

/// Serves until `stop` is sent or dropped.
pub(crate) async fn serve(listener: TcpListener, shared: Arc<Shared>, mut stop: oneshot::Receiver<Infallible>) {
    loop {
        let accepted = tokio::select! {
            _ = &mut stop => return,
            accepted = listener.accept() => accepted,
        };
        // An error here is one connection's, or a lack of file handles that passes.
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        // Small answers go out at once, as from any real server.
        drop(stream.set_nodelay(true));
        tokio::spawn(serve_connection(stream, Arc::clone(&shared)));
    }
}

async fn serve_connection(stream: TcpStream, shared: Arc<Shared>) {
    let pacing = Pacing::default();
    let socket = Socket::new(stream, pacing.clone(), Arc::clone(&shared));
    let answering = service_fn(|request| answer(request, &shared, &pacing));
    // The date is the emulator's to give, or to leave out.
    let mut connection =
        http1::Builder::new().auto_date_header(false).serve_connection(TokioIo::new(socket), answering);
    // Any other error is that of a connection which was broken on purpose, or by the client: nobody is left to tell.
    if let Err(error) = (&mut connection).await
        && let Some(Broken::Reset) = error.source().and_then(<dyn Error>::downcast_ref)
    {
        connection.into_parts().io.into_inner().reset();
    }
}

async fn answer(
    request: hyper::Request<Incoming>,
    shared: &Arc<Shared>,
    pacing: &Pacing,
) -> Result<Response<WireBody>, Broken> {
    let request = match read(request).await {
        Ok(request) => request,
        Err(error) if error.is::<LengthLimitError>() => {
            let message = format!("the body must have at most {MAX_BODY_BYTES} bytes");
            let refused = shared.service().refuse(Refusal::new(413, "payload_too_large", message));
            return Ok(respond(refused, None, shared));
        }
        Err(_) => return Err(Broken::UnreadableRequest),
    };
    let delivery = shared.service().receive(request);
    shared.announce_clock();
    let (answer, manner) = match delivery {
        Delivery::Answer(answer, manner) => (answer, manner),
        Delivery::Close => return Err(Broken::Closed),
        Delivery::Reset => return Err(Broken::Reset),
    };
    if let Some(time_ms) = manner.not_before_ms {
        wait_until(time_ms, Arc::clone(shared)).await;
    }
    pacing.set(manner.paced, shared.service().clock.now_ms());
    Ok(respond(answer, manner.cut_after, shared))
}

async fn read(request: hyper::Request<Incoming>) -> Result<Request, Box<dyn Error + Send + Sync>> {
    let (head, body) = request.into_parts();
    let body = Limited::new(body, MAX_BODY_BYTES).collect().await?.to_bytes();
    let query = head.uri.query().unwrap_or_default();
    Ok(Request {
        method: head.method.as_str().into(),
        path: head.uri.path().into(),
        query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
        headers: head.headers,
        body: body.into(),
    })
}

fn respond(answer: Answer, cut_after: Option<usize>, shared: &Arc<Shared>) -> Response<WireBody> {
    let body = WireBody::new(answer.body, shared);
    let mut response = Response::new(match cut_after {
        None => body,
        Some(after) => body.cut_after(after),
    });
    *response.status_mut() =
        StatusCode::from_u16(answer.status).expect("faults were checked, and the rooms' statuses are real");
    for (name, value) in answer.headers {
        response.headers_mut().append(name, value);
    }
    response
}

/// Waits until the emulator's clock shows `time_ms`: for as long as it takes when it is the real one, and for somebody
/// to advance it when it is virtual.
async fn wait_until(time_ms: u64, shared: Arc<Shared>) {
    loop {
        let changed = shared.clock_changed.notified();
        let clock = shared.service().clock;
        let left_ms = time_ms.saturating_sub(clock.now_ms());
        if left_ms == 0 {
            return;
        }
        if clock.is_virtual() {
            changed.await;
        } else {
            tokio::select! {
                () = changed => {}
                () = tokio::time::sleep(Duration::from_millis(left_ms)) => {}
            }
        }
    }
}

impl std::fmt::Display for Broken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Closed => "a fault closed the connection",
            Self::Reset => "a fault reset the connection",
            Self::UnreadableRequest => "the request could not be read",
        })
    }
}

impl Error for Broken {}
