package io.backroom.fulfillment;

import static io.backroom.fulfillment.StatusMap.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.tracking.TrackingStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusMapTest {
  @Test
  void everyWordOfAKnownVocabularyHasAMeaning() {
    for (String word :
        List.of(
            "Pending",
            "InfoReceived",
            "InTransit",
            "OutForDelivery",
            "AttemptFail",
            "Delivered",
            "AvailableForPickup",
            "Exception",
            "Expired")) {
      assertThat(status("aftership", word)).as(word).isPresent();
    }
    assertThat(status("easypost", "return_to_sender")).contains(TrackingStatus.RETURNING);
    assertThat(status("upu-emsevt", "EXB")).contains(TrackingStatus.CUSTOMS_HOLD);
    assertThat(status("shopify", "PICKED_UP")).contains(TrackingStatus.DELIVERED);
  }

  @Test
  void whatNoDocumentSaysHasNone() {
    assertThat(status("fedex", "PU")).isEmpty();
    assertThat(status("easypost", "DELIVERED")).isEmpty();
    assertThat(status("nobody", "delivered")).isEmpty();
  }
}
