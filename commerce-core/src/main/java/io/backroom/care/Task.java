package io.backroom.care;

import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Sortable;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.value.CardNumbers;
import java.time.Instant;
import java.util.List;

/**
 * Something that a person has to look at.
 *
 * @param id its id
 * @param subject what it is about, for example an order's id
 * @param kind what is to be done, for example {@code call-customer}
 * @param text how, for people
 * @param openedAt since when it waits
 * @param state whether it still waits
 * @param note what the person wrote when completing it
 */
public record Task(
    String id,
    String subject,
    String kind,
    String text,
    Instant openedAt,
    State state,
    String note) {

  static final String BY_STATE = "state";

  /** Only of those that wait. */
  static final String BY_SUBJECT = "open-about";

  /** The most open tasks of one subject that anybody looks through. */
  static final int SUBJECT_MAX = 1_000;

  static final DocumentType<Task> TYPE =
      new DocumentType<>(
          "task",
          Task.class,
          Task::id,
          task -> {
            IndexEntry state =
                new IndexEntry(BY_STATE, task.state() + "|" + Sortable.time(task.openedAt()));
            return task.state() == State.OPEN
                ? List.of(state, new IndexEntry(BY_SUBJECT, task.subject()))
                : List.of(state);
          });

  /** Whether a task still waits. */
  public enum State {
    /** It waits for somebody. */
    OPEN,
    /** Somebody did it, or nobody needs to any more. */
    DONE
  }

  /** Masks card numbers in the texts. */
  public Task {
    text = CardNumbers.mask(text);
    note = CardNumbers.mask(note);
  }

  Task done(String what) {
    return new Task(id, subject, kind, text, openedAt, State.DONE, what);
  }
}
