package io.backroom.examples.replay.data;

/**
 * Draws how each invoice reached the shop; <b>made up</b>, because the data does not say.
 *
 * <p>Nobody abroad walks up to the counter: their share of the store goes to the web.
 */
public final class SalesChannels {
  private static final long SALT = 0xC4A77E15L;

  private final long seed;
  private final double phone;
  private final double store;

  /**
   * Takes the shares of phone and store, for example 0.2 and 0.1; the rest is web.
   *
   * @throws IllegalArgumentException when a share is negative or both exceed 1 together
   */
  public SalesChannels(long seed, double phone, double store) {
    if (!(phone >= 0 && store >= 0 && phone + store <= 1)) {
      throw new IllegalArgumentException(
          "shares are phone %s and store %s; expected at least 0 and at most 1 together"
              .formatted(phone, store));
    }
    this.seed = seed ^ SALT;
    this.phone = phone;
    this.store = store;
  }

  /** The channel of an invoice, the same in every run with this seed. */
  public SalesChannel of(Invoice invoice, Place place) {
    double unit = StableHash.unit(seed, invoice.number());
    if (unit < phone) {
      return SalesChannel.PHONE;
    }
    boolean atHome = place.countryCode().equals("GB");
    return unit < phone + store && atHome ? SalesChannel.STORE : SalesChannel.WEB;
  }
}
