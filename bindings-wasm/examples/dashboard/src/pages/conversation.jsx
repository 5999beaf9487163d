import { useEffect, useRef } from "preact/hooks";

import { client } from "../client.js";
import { useLoaded } from "../loading.js";
import { me } from "../me.js";
import { Avatar } from "../parts/avatar.jsx";
import { Failure } from "../parts/failure.jsx";
import { Icon } from "../parts/icon.jsx";
import { Skeleton } from "../parts/list.jsx";
import { say } from "../parts/messages.jsx";
import { Writing } from "../parts/writing.jsx";
import { linkTo } from "../route.js";
import { ago, htmlOf, moment, textOf } from "../words.js";
import { beginner } from "./conversations.jsx";

/** One conversation, and a box to reply in. */
export function Conversation({ id, onChange }) {
  const thread = useRef(null);
  const { data, error, reload } = useLoaded((signal) => client.conversations.find(id, {}, { signal }), id);
  const conversation = data.value;
  useEffect(() => {
    if (conversation) thread.current.scrollTop = thread.current.scrollHeight;
  }, [conversation]);
  const reply = async (text) => {
    const { id: admin_id } = await me();
    data.value = await client.conversations.reply(id, { message_type: "comment", type: "admin", admin_id, body: htmlOf(text) });
    onChange(data.value);
    say("Reply sent");
  };
  return (
    <article class="talk">
      <a class="back" href={linkTo("conversations")}>
        <Icon name="back" /> Conversations
      </a>
      {error.value && <Failure error={error.value} onRetry={reload} />}
      {!conversation && !error.value && <Skeleton rows={4} />}
      {conversation && (
        <>
          <Head conversation={conversation} />
          <ol class="thread scroll" ref={thread} aria-label="Messages">
            {messagesOf(conversation).map((message) => (
              <Message key={message.id} {...message} />
            ))}
          </ol>
          <div class="talk-foot">
            <Writing label="Reply" placeholder={`Reply to ${beginner(conversation)}…`} action="Send reply" onSend={reply} />
          </div>
        </>
      )}
    </article>
  );
}

function Head({ conversation }) {
  const name = beginner(conversation);
  const contact = conversation.contacts?.contacts?.[0];
  return (
    <header class="talk-head">
      <Avatar name={name} />
      <div>
        <h2>
          <bdi>{conversation.title || name}</bdi>
        </h2>
        <p class="one-under">
          {conversation.source?.author?.email}
          {contact && <a href={linkTo("contacts", contact.id)}>Open contact</a>}
        </p>
      </div>
    </header>
  );
}

/** What was said, in order; what only happened is left out. */
function messagesOf({ source, created_at, conversation_parts }) {
  const said = (conversation_parts?.conversation_parts ?? []).filter(({ body }) => body);
  return [{ ...source, id: "source", created_at }, ...said].map(({ id, author, body, created_at, part_type }) => ({
    id,
    name: author?.name || author?.email || "Somebody",
    isOurs: ["admin", "bot", "team"].includes(author?.type),
    isNote: part_type === "note",
    text: textOf(body),
    at: created_at,
  }));
}

const Message = ({ name, isOurs, isNote, text, at }) => (
  <li class={`said${isOurs ? " is-ours" : ""}${isNote ? " is-note" : ""}`}>
    <p class="said-head">
      <bdi>{name}</bdi>
      {isNote && <span class="badge is-warm">Note</span>}
      <time title={moment(at)}>{ago(at)}</time>
    </p>
    <p class="said-text" dir="auto">
      {text}
    </p>
  </li>
);
