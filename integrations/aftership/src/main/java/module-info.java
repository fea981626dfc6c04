/** What AfterShip's webhooks say of parcels. */
module io.backroom.aftership {
  requires transitive io.backroom.spi;
  requires io.backroom.core;
  requires tools.jackson.core;
  requires tools.jackson.databind;
  requires static org.jspecify;

  exports io.backroom.aftership;
}
