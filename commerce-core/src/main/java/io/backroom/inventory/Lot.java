package io.backroom.inventory;

import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Keys;
import io.backroom.kernel.Sortable;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Units of a SKU at a center that were made together and end together. Counters stay the truth of
 * what can be promised; lots say which units are taken.
 *
 * @param sku which SKU
 * @param center at which center
 * @param code the lot's own code, the same at every center
 * @param expiresAt when it ends; empty if it does not
 * @param state whether it is sold
 * @param units units of it that are there
 * @param picked how many of them are in parcels that have not left
 * @param withheld how many of them were made unavailable because the lot is not sold any more
 */
public record Lot(
    Sku sku,
    CenterId center,
    String code,
    Optional<Instant> expiresAt,
    State state,
    int units,
    int picked,
    int withheld) {
  static final String BY_PLACE = "place";
  static final String SALEABLE = "saleable";
  static final String BY_CODE = "code";

  static final DocumentType<Lot> TYPE =
      new DocumentType<>("lot", Lot.class, Lot::key, Lot::indexes);

  /** Sorts behind every time. */
  private static final String NEVER = "~";

  /** Whether a lot is sold. */
  public enum State {
    /** It is, the one that ends first first. */
    SOLD,
    /** Not any more: it ends soon. */
    EXPIRED,
    /** Not any more: it was recalled. */
    RECALLED
  }

  /** Some units of a lot. */
  record Units(String code, Optional<Instant> expiresAt, int units) {}

  static Lot none(Sku sku, CenterId center, String code, Optional<Instant> expiresAt) {
    return new Lot(sku, center, code, expiresAt, State.SOLD, 0, 0, 0);
  }

  static String key(Sku sku, CenterId center, String code) {
    return Keys.of(sku, center, code);
  }

  String key() {
    return key(sku, center, code);
  }

  private List<IndexEntry> indexes() {
    List<IndexEntry> entries = new ArrayList<>();
    entries.add(new IndexEntry(BY_CODE, byCode(sku, code) + center));
    if (units > 0) {
      entries.add(new IndexEntry(BY_PLACE, place()));
    }
    if (state == State.SOLD && free() > 0) {
      entries.add(new IndexEntry(SALEABLE, place()));
    }
    return entries;
  }

  static String byCode(Sku sku, String code) {
    return sku + "|" + code + "|";
  }

  static String at(Sku sku, CenterId center) {
    return sku + "|" + center + "|";
  }

  /** First to expire, first out. */
  String place() {
    return at(sku, center) + expiresAt.map(Sortable::time).orElse(NEVER) + "|" + code;
  }

  /** Units that are in no parcel. */
  int free() {
    return units - picked;
  }

  /** When it is no longer sold, some days before its end. */
  Optional<Instant> endsAt(int daysBefore) {
    return expiresAt.map(end -> end.minus(Duration.ofDays(daysBefore)));
  }

  Lot plus(int more, int moreWithheld) {
    return new Lot(
        sku, center, code, expiresAt, state, units + more, picked, withheld + moreWithheld);
  }

  Lot picking(int more) {
    return new Lot(sku, center, code, expiresAt, state, units, picked + more, withheld);
  }

  Lot in(State next) {
    return new Lot(sku, center, code, expiresAt, next, units, picked, withheld);
  }
}
