package io.backroom;

import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.fulfillment.FulfillmentState;
import io.backroom.memory.InMemoryDocumentStore;
import io.backroom.recommendation.ListTerms;
import io.backroom.recommendation.Recommendation;
import io.backroom.spi.document.CommitResult;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.JoiningDocumentStore;
import io.backroom.spi.document.WriteId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a shop does while its commits are not durable before a host commits. */
class HostTransactionTest {
  private final Documents documents =
      new Documents(new InMemoryDocumentStore(), new AtomicBoolean());
  private final TestShop shop = TestShop.open(builder -> builder.documents(documents));

  /** A store whose commits belong to a transaction of the host while it is told so. */
  private record Documents(DocumentStore store, AtomicBoolean joined)
      implements JoiningDocumentStore {
    @Override
    public boolean isJoined() {
      return joined.get();
    }

    @Override
    public Optional<Document> find(DocumentId id) {
      return store.find(id);
    }

    @Override
    public List<Document> query(DocumentQuery query) {
      return store.query(query);
    }

    @Override
    public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
      return store.commit(write, writes);
    }
  }

  @BeforeEach
  void fill() {
    shop.sell("mug", "USD 10.00").sell("pot", "USD 30.00").stock("mug", EAST, 9);
    shop.stock("pot", EAST, 9);
  }

  private OrderId placeWithin() {
    documents.joined().set(true);
    OrderId id = shop.place(order().add("mug", 1).add("pot", 1));
    documents.joined().set(false);
    return id;
  }

  @Test
  void nothingFollowsFromACommitThatMayBeRolledBack() {
    OrderId id = placeWithin();
    assertThat(shop.books(id)).isEmpty();
    assertThat(shop.messages(id)).isEmpty();
    assertThat(shop.heard()).extracting(event -> event.subject()).doesNotContain(id.value());
    assertThat(shop.level("mug", EAST).allocated()).isZero();
    assertThat(together()).isEmpty();
  }

  private List<Recommendation> together() {
    return shop.commerce()
        .suggestions()
        .boughtTogether(TestShop.SYSTEM, List.of(Sku.of("mug")), ListTerms.of(5))
        .orThrow();
  }

  @Test
  void theQueueDoesItOnceTheHostHasCommitted() {
    OrderId id = placeWithin();
    shop.commerce().runDue();
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 40.00");
    assertThat(shop.messages(id)).contains("order-placed");
    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
    assertThat(shop.level("mug", EAST).allocated()).isEqualTo(1);
    assertThat(together()).extracting(Recommendation::sku).containsExactly(Sku.of("pot"));
  }

  @Test
  void theQueueDoesNothingInsideATransactionOfTheHost() {
    documents.joined().set(true);
    assertThatThrownBy(() -> shop.commerce().runDue())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("transaction of the host");
  }
}
