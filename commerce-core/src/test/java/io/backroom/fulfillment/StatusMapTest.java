package io.backroom.fulfillment;

import static io.backroom.fulfillment.StatusMap.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.tracking.TrackingStatus;
import java.util.List;
import java.util.stream.Stream;
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
  void theWayOfAPostalItemInItsCountryIsToldToItsEnd() {
    assertThat(
            Stream.of("EMD", "EDB", "EME", "EDC", "EMF", "EMG", "EDG", "EMH", "EDH", "EMI")
                .map(code -> status("upu-emsevt", code).orElseThrow()))
        .containsExactly(
            TrackingStatus.IN_TRANSIT,
            TrackingStatus.CUSTOMS,
            TrackingStatus.CUSTOMS_HOLD,
            TrackingStatus.CUSTOMS,
            TrackingStatus.IN_TRANSIT,
            TrackingStatus.IN_TRANSIT,
            TrackingStatus.OUT_FOR_DELIVERY,
            TrackingStatus.DELIVERY_ATTEMPTED,
            TrackingStatus.AVAILABLE_FOR_PICKUP,
            TrackingStatus.DELIVERED);
    assertThat(Stream.of("OC", "PU", "OD").map(code -> status("fedex", code).orElseThrow()))
        .containsExactly(
            TrackingStatus.LABEL_CREATED, TrackingStatus.TENDERED, TrackingStatus.OUT_FOR_DELIVERY);
  }

  @Test
  void whatAWarehouseDoesBeforeTheCarrierComesIsNoParcelsStatus() {
    assertThat(status("epcis-bizstep", "picking")).isEmpty();
    assertThat(status("epcis-bizstep", "staging_outbound")).contains(TrackingStatus.READY_TO_SHIP);
  }

  @Test
  void whatNoDocumentSaysHasNone() {
    assertThat(status("fedex", "XX")).isEmpty();
    assertThat(status("easypost", "DELIVERED")).isEmpty();
    assertThat(status("nobody", "delivered")).isEmpty();
  }
}
