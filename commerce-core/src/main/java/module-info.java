/** The engine a host calls: {@link io.backroom.Commerce} and its rooms. */
module io.backroom.core {
  requires transitive io.backroom.spi;
  requires com.github.benmanes.caffeine;
  requires com.google.common;
  requires org.slf4j;
  requires tools.jackson.databind;

  uses io.backroom.spi.store.Stores.Opener;

  exports io.backroom;
  exports io.backroom.care;
  exports io.backroom.catalog;
  exports io.backroom.customer;
  exports io.backroom.fulfillment;
  exports io.backroom.fulfillment.labor;
  exports io.backroom.fulfillment.packing;
  exports io.backroom.fulfillment.tour;
  exports io.backroom.fulfillment.wave;
  exports io.backroom.inventory;
  exports io.backroom.memory;
  exports io.backroom.order;
  exports io.backroom.payment;
  exports io.backroom.recommendation;
  exports io.backroom.recommendation.evaluation;
  exports io.backroom.recommendation.model;
  exports io.backroom.returns;
  exports io.backroom.routing;
  exports io.backroom.routing.exact;
  exports io.backroom.routing.price;
  exports io.backroom.routing.promise;
  exports io.backroom.stock;
  exports io.backroom.stock.journal;

  // Stored records are read and written by reflection.
  opens io.backroom.care to
      tools.jackson.databind;
  opens io.backroom.customer to
      tools.jackson.databind;
  opens io.backroom.fulfillment to
      tools.jackson.databind;
  opens io.backroom.inventory to
      tools.jackson.databind;
  opens io.backroom.kernel to
      tools.jackson.databind;
  opens io.backroom.order to
      tools.jackson.databind;
  opens io.backroom.payment to
      tools.jackson.databind;
}
