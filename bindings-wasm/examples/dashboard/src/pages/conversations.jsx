import { client } from "../client.js";
import { Feed } from "../feed.js";
import { Avatar } from "../parts/avatar.jsx";
import { Empty, List } from "../parts/list.jsx";
import { linkTo, route } from "../route.js";
import { ago, number, textOf } from "../words.js";
import { Conversation } from "./conversation.jsx";

const PER_PAGE = 20;

const OPEN = { query: { field: "open", operator: "=", value: true }, pagination: { per_page: PER_PAGE } };

const feed = new Feed((signal) => client.conversations.search(OPEN, { signal }));

/** The open conversations beside one of them. */
export function ConversationPages() {
  const { id } = route.value;
  const total = feed.total.value;
  return (
    <div class="panes" data-shows={id ? "one" : "all"}>
      <section class="pane scroll" aria-label="Open conversations">
        <div class="pane-head">
          <div class="pane-title">
            <h1>Conversations</h1>
            <p class="count" role="status">
              {total !== null && `${number(total)} open`}
            </p>
          </div>
        </div>
        <List feed={feed} label="Conversations" empty={<Empty title="Nobody is waiting">New conversations appear here.</Empty>}>
          {(conversation) => <ConversationRow conversation={conversation} isCurrent={conversation.id === id} />}
        </List>
      </section>
      <section class="pane wide" aria-label="Conversation">
        {id ? (
          <Conversation key={id} id={id} onChange={(changed) => feed.replace(changed)} />
        ) : (
          <Empty title="Choose a conversation">Its messages show up here.</Empty>
        )}
      </section>
    </div>
  );
}

/** Who began a conversation, as a name. */
export const beginner = (conversation) => conversation.source?.author?.name || conversation.source?.author?.email || "Somebody";

function ConversationRow({ conversation, isCurrent }) {
  const name = beginner(conversation);
  return (
    <a class="row" href={linkTo("conversations", conversation.id)} aria-current={isCurrent ? "true" : undefined}>
      <Avatar name={name} />
      <span class="row-text">
        <span class="row-top">
          <bdi class="row-name">{name}</bdi>
          <span class="row-time">{ago(conversation.updated_at)}</span>
        </span>
        <span class="row-bottom">
          <span class="row-detail" dir="auto">
            {conversation.title || textOf(conversation.source?.body) || "No text"}
          </span>
          {conversation.waiting_since && <span class="badge is-warm">Waiting</span>}
        </span>
      </span>
    </a>
  );
}
