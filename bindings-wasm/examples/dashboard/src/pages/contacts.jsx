import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { client } from "../client.js";
import { Feed } from "../feed.js";
import { Avatar } from "../parts/avatar.jsx";
import { Icon } from "../parts/icon.jsx";
import { Empty, List } from "../parts/list.jsx";
import { linkTo, route } from "../route.js";
import { ago, nameOf, number } from "../words.js";
import { Contact } from "./contact.jsx";

const PER_PAGE = 30;

/** After how long without a key a search begins. */
const PAUSE_MS = 250;

const text = signal("");
const feed = new Feed((signal) => client.contacts.list({ per_page: PER_PAGE }, { signal }));

/** Contacts whose name or address holds the text. */
function search() {
  const value = text.value.trim();
  if (value === "") return feed.restart((signal) => client.contacts.list({ per_page: PER_PAGE }, { signal }));
  const query = { operator: "OR", value: ["name", "email"].map((field) => ({ field, operator: "~", value })) };
  feed.restart((signal) => client.contacts.search({ query, pagination: { per_page: PER_PAGE } }, { signal }));
}

/** All contacts beside one of them. */
export function ContactPages() {
  const { id } = route.value;
  return (
    <div class="panes" data-shows={id ? "one" : "all"}>
      <section class="pane scroll" aria-label="All contacts">
        <SearchField />
        <List
          feed={feed}
          label="Contacts"
          empty={
            text.value.trim() ? (
              <Empty title={`Nobody matches “${text.value.trim()}”`}>Names and email addresses are searched.</Empty>
            ) : (
              <Empty title="No contacts yet">They appear here as soon as somebody writes or signs up.</Empty>
            )
          }
        >
          {(contact) => <ContactRow contact={contact} isCurrent={contact.id === id} />}
        </List>
      </section>
      <section class="pane scroll wide" aria-label="Contact">
        {id ? (
          <Contact key={id} id={id} onChange={(changed) => feed.replace(changed)} />
        ) : (
          <Empty title="Choose a contact">Notes and tags show up here.</Empty>
        )}
      </section>
    </div>
  );
}

function SearchField() {
  const field = useRef(null);
  const timer = useRef(0);
  useEffect(() => {
    const onKeyDown = (event) => {
      const isWriting = ["INPUT", "TEXTAREA"].includes(document.activeElement?.tagName);
      if (event.key !== "/" || isWriting) return;
      event.preventDefault();
      field.current.focus();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
  const onInput = (event) => {
    text.value = event.target.value;
    clearTimeout(timer.current);
    timer.current = setTimeout(search, PAUSE_MS);
  };
  const total = feed.total.value;
  return (
    <div class="pane-head">
      <div class="pane-title">
        <h1>Contacts</h1>
        <p class="count" role="status">
          {total !== null && `${number(total)} ${total === 1 ? "person" : "people"}`}
        </p>
      </div>
      <label class="search">
        <Icon name="search" size={18} />
        <span class="hidden">Search contacts</span>
        <input ref={field} type="search" placeholder="Search name or email" value={text.value} onInput={onInput} autocomplete="off" />
        <span class="key" aria-hidden="true">
          /
        </span>
      </label>
    </div>
  );
}

function ContactRow({ contact, isCurrent }) {
  const name = nameOf(contact);
  return (
    <a class="row" href={linkTo("contacts", contact.id)} aria-current={isCurrent ? "true" : undefined}>
      <Avatar name={name} />
      <span class="row-text">
        <span class="row-top">
          <bdi class="row-name">{name}</bdi>
          {contact.last_seen_at && <span class="row-time">{ago(contact.last_seen_at)}</span>}
        </span>
        <span class="row-bottom">
          <span class="row-detail">{contact.email ?? contact.phone ?? "No address"}</span>
          {contact.role === "lead" && <span class="badge">Lead</span>}
        </span>
      </span>
    </a>
  );
}
