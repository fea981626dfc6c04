package io.backroom.spi.manifest;

import io.backroom.spi.value.Address;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Size;
import io.backroom.spi.value.Sku;
import io.backroom.spi.value.Sscc;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What a carrier fetches at one center by one service with one truck.
 *
 * @param id its id, unique for ever
 * @param center where it is fetched
 * @param carrier who fetches it
 * @param service by which of the carrier's services it travels
 * @param pickup when it is fetched
 * @param closedAt since when nothing can be added or taken off
 * @param parcels its parcels by their numbers; never empty
 */
public record CarrierManifest(
    String id,
    CenterId center,
    String carrier,
    String service,
    Instant pickup,
    Instant closedAt,
    List<Parcel> parcels) {
  /** Copies the parcels. */
  public CarrierManifest {
    parcels = List.copyOf(parcels);
  }

  /**
   * One parcel.
   *
   * @param sscc its number
   * @param tracking the carrier's number of it
   * @param order whose it is
   * @param shipment its fulfillment order
   * @param destination where it goes
   * @param size its outer size; empty if nobody measured it
   * @param actualGrams what it weighs; 0 if nobody weighed it
   * @param billableGrams what the carrier charges for: the greater of its weight and what its size
   *     counts as
   * @param contents what is in it
   * @param declaredValue what it is worth
   */
  public record Parcel(
      Sscc sscc,
      String tracking,
      OrderId order,
      String shipment,
      Address destination,
      Optional<Size> size,
      long actualGrams,
      long billableGrams,
      List<Content> contents,
      Money declaredValue) {
    /** Copies the contents. */
    public Parcel {
      contents = List.copyOf(contents);
    }
  }

  /**
   * Some units in a parcel.
   *
   * @param sku which SKU
   * @param quantity how many units of it
   */
  public record Content(Sku sku, int quantity) {}
}
