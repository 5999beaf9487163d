import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";

import { client } from "../client.js";
import { Feed } from "../feed.js";
import { useAction, useLoaded } from "../loading.js";
import { me } from "../me.js";
import { Avatar } from "../parts/avatar.jsx";
import { Failure } from "../parts/failure.jsx";
import { Icon } from "../parts/icon.jsx";
import { Empty, List, Skeleton } from "../parts/list.jsx";
import { say } from "../parts/messages.jsx";
import { Writing } from "../parts/writing.jsx";
import { linkTo } from "../route.js";
import { ago, htmlOf, moment, nameOf, textOf } from "../words.js";
import { Tags } from "./tags.jsx";

/** One contact: who it is, its tags and its notes. */
export function Contact({ id, onChange }) {
  const { data, error, reload } = useLoaded((signal) => client.contacts.find(id, {}, { signal }), id);
  const contact = data.value;
  if (error.value) return <Failure error={error.value} onRetry={reload} />;
  if (contact === null) return <Skeleton rows={4} />;
  const take = (changed) => {
    data.value = changed;
    onChange(changed);
  };
  return (
    <article class="one">
      <a class="back" href={linkTo("contacts")}>
        <Icon name="back" /> Contacts
      </a>
      <header class="one-head">
        <Avatar name={nameOf(contact)} size="large" />
        <div class="one-title">
          <Name contact={contact} onChange={take} />
          <p class="one-under">
            {contact.email ? <a href={`mailto:${contact.email}`}>{contact.email}</a> : "No email address"}
            <span class="badge">{contact.role === "lead" ? "Lead" : "User"}</span>
          </p>
        </div>
      </header>
      <Facts contact={contact} />
      <Tags contactId={id} />
      <Notes contactId={id} />
    </article>
  );
}

/** The name, which is changed where it stands. */
function Name({ contact, onChange }) {
  const isEditing = useSignal(false);
  const field = useRef(null);
  const { start, isBusy, error } = useAction(async (name) => {
    onChange(await client.contacts.update(contact.id, { name }));
    isEditing.value = false;
    say("Name saved");
  });
  useEffect(() => {
    if (isEditing.value) field.current.select();
  }, [isEditing.value]);
  if (!isEditing.value) {
    return (
      <h2>
        <bdi>{nameOf(contact)}</bdi>
        <button type="button" class="round" aria-label="Change the name" onClick={() => (isEditing.value = true)}>
          <Icon name="edit" size={16} />
        </button>
      </h2>
    );
  }
  const save = (event) => {
    event.preventDefault();
    start(field.current.value.trim());
  };
  const onKeyDown = (event) => {
    if (event.key === "Escape") isEditing.value = false;
  };
  return (
    <form class="name" onSubmit={save}>
      <input ref={field} aria-label="Name" dir="auto" defaultValue={contact.name ?? ""} required onKeyDown={onKeyDown} />
      <button type="submit" class="primary" disabled={isBusy.value}>
        Save
      </button>
      <button type="button" class="quiet" onClick={() => (isEditing.value = false)}>
        Cancel
      </button>
      {error.value && <Failure error={error.value} />}
    </form>
  );
}

function Facts({ contact }) {
  const { phone, location, created_at, last_seen_at, custom_attributes = {} } = contact;
  const place = [location?.city, location?.country].filter(Boolean).join(", ");
  const facts = [
    ["Phone", phone],
    ["Place", place],
    ["Since", created_at && ago(created_at)],
    ["Last seen", last_seen_at && ago(last_seen_at)],
    ...Object.entries(custom_attributes).map(([name, value]) => [wordsOf(name), shown(value)]),
  ].filter(([, value]) => value);
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

const wordsOf = (name) => name.charAt(0).toLocaleUpperCase() + name.slice(1).replaceAll("_", " ");

const shown = (value) => {
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return value === null || typeof value === "object" ? undefined : String(value);
};

function Notes({ contactId }) {
  const feed = useMemo(() => new Feed((signal) => client.notes.list(contactId, {}, { signal })), [contactId]);
  useEffect(() => () => feed.end(), [feed]);
  const add = async (text) => {
    const { id: admin_id } = await me();
    const note = await client.notes.create(contactId, { admin_id, body: htmlOf(text) });
    feed.items.value = [note, ...feed.items.value];
    say("Note added");
  };
  return (
    <section class="card" aria-labelledby="notes">
      <h3 id="notes">Notes</h3>
      <Writing label="New note" placeholder="Write a note for your team…" action="Add note" onSend={add} />
      <List feed={feed} label="Notes" empty={<Empty title="No notes yet" />}>
        {(note) => (
          <div class="note">
            <p class="note-head">
              <strong>{note.author?.name ?? "Somebody"}</strong>
              <time title={moment(note.created_at)}>{ago(note.created_at)}</time>
            </p>
            <p class="note-text" dir="auto">
              {textOf(note.body)}
            </p>
          </div>
        )}
      </List>
    </section>
  );
}
