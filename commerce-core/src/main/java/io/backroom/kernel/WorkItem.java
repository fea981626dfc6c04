package io.backroom.kernel;

import io.backroom.spi.document.IndexEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something to be done later, stored in the same commit as the change that causes it.
 *
 * @param id its id
 * @param kind which handler does it
 * @param payload what the handler needs, as JSON
 * @param due when it may be done; while a node works on it, when that node's lease ends
 * @param attempts how often it was begun
 * @param lane items of one lane are done one after the other in the order of their places
 * @param place the order within the lane: when it was stored, and which of that moment it was
 */
public record WorkItem(
    String id,
    String kind,
    String payload,
    Instant due,
    int attempts,
    Optional<String> lane,
    String place) {

  static final String DUE = "due";
  static final String LANE = "lane";

  static final DocumentType<WorkItem> TYPE =
      new DocumentType<>("work", WorkItem.class, WorkItem::id, WorkItem::indexes);

  private List<IndexEntry> indexes() {
    List<IndexEntry> entries = new ArrayList<>();
    entries.add(new IndexEntry(DUE, Sortable.time(due)));
    lane.ifPresent(l -> entries.add(new IndexEntry(LANE, l + "|" + place)));
    return entries;
  }

  WorkItem dueAt(Instant time, int tried) {
    return new WorkItem(id, kind, payload, time, tried, lane, place);
  }
}
