import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";

import { client } from "../client.js";
import { useAction, useLoaded } from "../loading.js";
import { Failure } from "../parts/failure.jsx";
import { Icon } from "../parts/icon.jsx";
import { say } from "../parts/messages.jsx";

/** The tags of a contact, which are taken off and put on where they stand. */
export function Tags({ contactId }) {
  const list = useId();
  const text = useSignal("");
  const own = useLoaded(async (signal) => (await client.contacts.listAttachedTags(contactId, {}, { signal })).data, contactId);
  const known = useLoaded(async (signal) => (await client.tags.list({}, { signal })).data, "");
  const add = useAction(async (name) => {
    const wanted = name.toLocaleLowerCase();
    // Intercom finds a tag of the same name by itself, and makes one where there is none.
    const tag = known.data.value?.find((tag) => tag.name.toLocaleLowerCase() === wanted) ?? (await client.tags.create({ name }));
    await client.tags.tagContact(contactId, { id: tag.id });
    own.data.value = [...own.data.value.filter(({ id }) => id !== tag.id), tag];
    text.value = "";
    say(`Tagged “${tag.name}”`);
  });
  const remove = useAction(async (tag) => {
    await client.tags.untagContact(contactId, tag.id);
    own.data.value = own.data.value.filter(({ id }) => id !== tag.id);
    say(`“${tag.name}” taken off`);
  });
  const onSubmit = (event) => {
    event.preventDefault();
    if (own.data.value !== null && text.value.trim()) add.start(text.value.trim());
  };
  const tags = own.data.value ?? [];
  const others = (known.data.value ?? []).filter((tag) => !tags.some(({ id }) => id === tag.id));
  const failure = own.error.value ?? add.error.value ?? remove.error.value;
  return (
    <section class="card" aria-labelledby="tags">
      <h3 id="tags">Tags</h3>
      <ul class="tags" aria-label="Tags">
        {tags.map((tag) => (
          <li key={tag.id} class="tag">
            <bdi>{tag.name}</bdi>
            <button
              type="button"
              aria-label={`Take off the tag ${tag.name}`}
              disabled={remove.isBusy.value}
              onClick={() => remove.start(tag)}
            >
              <Icon name="cross" size={14} />
            </button>
          </li>
        ))}
        <li>
          <form class="tag-new" onSubmit={onSubmit}>
            <input
              aria-label="Add a tag"
              placeholder="Add a tag…"
              list={list}
              value={text.value}
              disabled={add.isBusy.value}
              onInput={(event) => (text.value = event.target.value)}
            />
            <datalist id={list}>
              {others.map((tag) => (
                <option key={tag.id} value={tag.name} />
              ))}
            </datalist>
          </form>
        </li>
      </ul>
      {failure && <Failure error={failure} onRetry={own.error.value ? own.reload : undefined} />}
    </section>
  );
}
