/** A server that has two pages of contacts, and remembers what it was asked. */

const PAGES = {
  null: {
    type: "list",
    data: [
      { type: "contact", id: "c1" },
      { type: "contact", id: "c2" },
    ],
    pages: { type: "pages", next: { starting_after: "two" } },
  },
  two: { type: "list", data: [{ type: "contact", id: "c3" }], pages: { type: "pages", next: null } },
};

/** The handler, and the requests it got. */
export function contacts() {
  const requests = [];
  const handle = (request, response) => {
    requests.push({ method: request.method, url: request.url, headers: request.headers });
    const page = new URL(request.url, "http://localhost").searchParams.get("starting_after");
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(PAGES[page]));
  };
  return { handle, requests };
}
