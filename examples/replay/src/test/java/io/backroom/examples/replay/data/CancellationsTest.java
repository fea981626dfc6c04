package io.backroom.examples.replay.data;

import static io.backroom.examples.replay.data.InvoiceSamples.cancellation;
import static io.backroom.examples.replay.data.InvoiceSamples.invoice;
import static io.backroom.examples.replay.data.InvoiceSamples.mugs;
import static io.backroom.examples.replay.data.InvoiceSamples.sale;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.examples.replay.data.Cancellation.Matched;
import io.backroom.examples.replay.data.Cancellation.Unmatched;
import io.backroom.examples.replay.data.Cancellation.Why;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CancellationsTest {
  private static final Invoice FIRST = sale("536365", "2010-12-01", mugs(10));
  private static final Invoice SECOND = sale("536366", "2010-12-02", mugs(4));

  @Test
  void takesBackTheMostRecentSaleWithEnoughUnits() {
    Invoice three = cancellation("C536370", "2010-12-03", mugs(3));
    Invoice two = cancellation("C536371", "2010-12-04", mugs(2));

    assertThat(Cancellations.match(List.of(FIRST, SECOND, three, two)))
        .containsExactly(new Matched(three, mugs(3), SECOND), new Matched(two, mugs(2), FIRST));
  }

  @Test
  void unitsAreCancelledOnceOnly() {
    Invoice all = cancellation("C536370", "2010-12-03", mugs(4));

    List<Cancellation> found = Cancellations.match(List.of(SECOND, all, all));

    assertThat(found)
        .containsExactly(
            new Matched(all, mugs(4), SECOND), new Unmatched(all, mugs(4), Why.LARGER_THAN_SALE));
  }

  @Test
  void aLaterSaleIsNoSaleToTakeBack() {
    Invoice early = cancellation("C536300", "2010-11-30", mugs(1));

    assertThat(Cancellations.match(List.of(early, FIRST)))
        .containsExactly(new Unmatched(early, mugs(1), Why.NO_EARLIER_SALE));
  }

  @Test
  void anotherCustomersOrAGuestsSaleIsNotTakenBack() {
    Invoice other = invoice("C536370", Optional.of("12346"), "2010-12-03", true, mugs(1));
    Invoice guest = invoice("C536371", Optional.empty(), "2010-12-03", true, mugs(1));

    List<Cancellation> found = Cancellations.match(List.of(FIRST, other, guest));

    assertThat(found)
        .containsExactly(
            new Unmatched(other, mugs(1), Why.NO_EARLIER_SALE),
            new Unmatched(guest, mugs(1), Why.NO_CUSTOMER));
    assertThat(Cancellations.unmatched(found)).hasSize(2);
  }
}
