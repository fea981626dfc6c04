/** A payment provider on Stripe's Java library. */
module io.backroom.stripe {
  requires transitive io.backroom.spi;
  requires com.google.gson;
  requires com.stripe;
  requires java.net.http;
  requires static org.jspecify;

  exports io.backroom.stripe;
}
