package io.backroom.kernel;

import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.policy.CommerceEvent;
import java.util.List;

/** An event and its place among those of one subject. */
record StoredEvent(CommerceEvent event, String place) {
  static final String SUBJECT = "subject";

  static final DocumentType<StoredEvent> TYPE =
      new DocumentType<>(
          "event", StoredEvent.class, stored -> stored.event().id(), StoredEvent::indexes);

  private List<IndexEntry> indexes() {
    return List.of(new IndexEntry(SUBJECT, event.subject() + "|" + place));
  }
}
