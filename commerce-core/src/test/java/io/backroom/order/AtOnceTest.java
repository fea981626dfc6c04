package io.backroom.order;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.fulfillment.Fulfillment;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.memory.InMemoryDocumentStore;
import io.backroom.spi.document.CommitResult;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.WriteId;
import io.backroom.spi.policy.RecallAnswer;
import io.backroom.spi.value.OrderId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two who decide at once, each by what the other changes: one of them has to see the other. */
class AtOnceTest {
  /** Has somebody else be faster: between a decision and its commit. */
  private static final class Overtaken implements DocumentStore {
    private final DocumentStore documents = new InMemoryDocumentStore();
    private Optional<Runnable> faster = Optional.empty();

    /** Has an action run before the next commit. */
    void by(Runnable action) {
      faster = Optional.of(action);
    }

    @Override
    public Optional<Document> find(DocumentId id) {
      return documents.find(id);
    }

    @Override
    public List<Document> query(DocumentQuery query) {
      return documents.query(query);
    }

    @Override
    public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
      Optional<Runnable> first = faster;
      faster = Optional.empty();
      first.ifPresent(Runnable::run);
      return documents.commit(write, writes);
    }
  }

  private final Overtaken documents = new Overtaken();
  private final TestShop shop =
      TestShop.open(
              builder -> builder.documents(documents).warehouse(request -> RecallAnswer.PENDING))
          .sell("mug", "USD 10.00")
          .sell("pot", "USD 20.00")
          .stock("mug", EAST, 3)
          .stock("pot", WEST, 5);

  private List<String> twoShipments(OrderId id) {
    List<String> ids = shop.view(id).shipments().stream().map(FulfillmentOrder::id).toList();
    assertThat(ids).hasSize(2);
    return ids;
  }

  @Test
  void theLastTwoParcelsDeliveredAtOnceCompleteTheOrder() {
    OrderId id = shop.place(order().add("mug", 1).add("pot", 1));
    List<String> shipments = twoShipments(id);
    shipments.forEach(shipment -> shop.bring(shipment, FulfillmentState.LOADED));
    Fulfillment warehouse = shop.commerce().fulfillment();

    documents.by(
        () -> warehouse.track(WAREHOUSE, shipments.get(1), Fulfillment.Scan.DELIVERED).orThrow());
    warehouse.track(WAREHOUSE, shipments.get(0), Fulfillment.Scan.DELIVERED).orThrow();

    assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
  }

  @Test
  void theLastTwoRecallsAcceptedAtOnceCancelTheOrder() {
    OrderId id = shop.place(order().add("mug", 1).add("pot", 1));
    List<String> shipments = twoShipments(id);
    Fulfillment warehouse = shop.commerce().fulfillment();
    shipments.forEach(shipment -> warehouse.pick(WAREHOUSE, shipment).orThrow());
    shop.commerce().orders().cancel(as(ALICE), id, "").orThrow();

    documents.by(() -> warehouse.recalled(WAREHOUSE, shipments.get(1), true).orThrow());
    warehouse.recalled(WAREHOUSE, shipments.get(0), true).orThrow();

    assertThat(shop.view(id).state()).isEqualTo(OrderState.CANCELLED);
  }
}
