package io.backroom.kernel;

import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Result;
import java.util.List;
import java.util.Optional;

/** Commands that a client may send again under its own key: the effect once, the answer again. */
public final class Once {
  private static final DocumentType<Entry> TYPE =
      new DocumentType<>("client-key", Entry.class, Entry::id, entry -> List.of());

  /** So much of a hash is enough to tell all commands apart, and leaves room in an id. */
  private static final int NAME = 24;

  record Entry(String id, String content, String answer) {}

  private final String id;
  private final String key;
  private final String content;

  private Once(String id, String key, String content) {
    this.id = id;
    this.key = key;
    this.content = content;
  }

  /**
   * Names a command.
   *
   * @param scope what the key is unique in, for example the command and its customer
   * @param key the client's key, 1 to 64 characters of {@code [A-Za-z0-9_-]}
   * @param content the command's content, a record; compared as JSON without what is absent, so
   *     that a component that a later release adds, empty by default, makes no other command of it
   * @return the command's memory
   */
  public static Once of(String scope, String key, Object content) {
    Require.id("key", key);
    return new Once(Keys.hash(scope + "|" + key), key, Keys.hash(Json.content(content)));
  }

  /**
   * Returns ids that belong to this command with this content, however often it is sent: what was
   * begun under one of them is found again.
   *
   * @param n which of them, not negative
   * @return the id
   */
  public String id(int n) {
    return id.substring(0, NAME) + content.substring(0, NAME) + "-" + n;
  }

  /**
   * Returns the answer of an earlier command with the same key.
   *
   * @param tx the transaction
   * @return empty if the key is new; refused with KEY_REUSED if its content was another
   */
  public Optional<Result<String>> earlier(Transaction tx) {
    return tx.find(TYPE, id)
        .map(
            entry ->
                entry.content().equals(content)
                    ? Result.done(entry.answer())
                    : Result.refused(
                        new Refusal(
                            Refusal.Code.KEY_REUSED,
                            "key",
                            "'" + key + "' was used before with another content")));
  }

  /**
   * Stores the answer.
   *
   * @param tx the transaction
   * @param answer what the same command is answered from now on
   */
  public void remember(Transaction tx, String answer) {
    tx.put(TYPE, new Entry(id, content, answer));
  }

  /**
   * Forgets the command: nothing came of it, and nothing is to be left of it.
   *
   * @param tx the transaction
   */
  public void forget(Transaction tx) {
    tx.delete(TYPE, id);
  }
}
