package io.backroom.benchmarks.ranksys;

import es.uam.eps.ir.ranksys.fast.index.SimpleFastItemIndex;
import es.uam.eps.ir.ranksys.fast.index.SimpleFastUserIndex;
import es.uam.eps.ir.ranksys.fast.preference.FastPreferenceData;
import es.uam.eps.ir.ranksys.fast.preference.SimpleFastPreferenceData;
import es.uam.eps.ir.ranksys.mf.als.PZTFactorizer;
import es.uam.eps.ir.ranksys.mf.rec.MFRecommender;
import es.uam.eps.ir.ranksys.nn.item.ItemNeighborhoodRecommender;
import es.uam.eps.ir.ranksys.nn.item.neighborhood.CachedItemNeighborhood;
import es.uam.eps.ir.ranksys.nn.item.neighborhood.TopKItemNeighborhood;
import es.uam.eps.ir.ranksys.nn.item.sim.VectorCosineItemSimilarity;
import es.uam.eps.ir.ranksys.nn.user.UserNeighborhoodRecommender;
import es.uam.eps.ir.ranksys.nn.user.neighborhood.TopKUserNeighborhood;
import es.uam.eps.ir.ranksys.nn.user.sim.VectorCosineUserSimilarity;
import es.uam.eps.ir.ranksys.rec.Recommender;
import io.backroom.benchmarks.peer.Lists;
import io.backroom.benchmarks.peer.Pairs;
import io.backroom.benchmarks.peer.PeerRun;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jooq.lambda.tuple.Tuple;

/** RankSys: neighborhoods of customers or of items, or its fast alternating least squares. */
public final class RankSysPeer {
  private static final int CUSTOMERS = 100;
  private static final int ITEMS = 50;
  private static final int FACTORS = 50;
  private static final int ROUNDS = 10;

  private RankSysPeer() {}

  /**
   * Runs the peer.
   *
   * @param args those of {@link PeerRun}; the way is user-knn, item-knn or pzt
   * @throws Exception if it fails
   */
  public static void main(String[] args) throws Exception {
    PeerRun.run(args, RankSysPeer::train);
  }

  private static Lists train(Pairs pairs, String way) {
    SimpleFastUserIndex<Integer> users =
        SimpleFastUserIndex.load(IntStream.range(0, pairs.customers()).boxed());
    SimpleFastItemIndex<Integer> items =
        SimpleFastItemIndex.load(IntStream.range(0, pairs.items()).boxed());
    FastPreferenceData<Integer, Integer> data =
        SimpleFastPreferenceData.load(
            IntStream.range(0, pairs.size())
                .mapToObj(at -> Tuple.tuple(pairs.customer()[at], pairs.item()[at], 1.0)),
            users,
            items);
    Recommender<Integer, Integer> recommender =
        switch (way) {
          case "user-knn" ->
              new UserNeighborhoodRecommender<>(
                  data,
                  new TopKUserNeighborhood<>(
                      new VectorCosineUserSimilarity<>(data, 0.5, true), CUSTOMERS),
                  1);
          case "item-knn" ->
              new ItemNeighborhoodRecommender<>(
                  data,
                  new CachedItemNeighborhood<>(
                      new TopKItemNeighborhood<>(
                          new VectorCosineItemSimilarity<>(data, 0.5, true), ITEMS)),
                  1);
          case "pzt" ->
              new MFRecommender<>(
                  users,
                  items,
                  new PZTFactorizer<Integer, Integer>(
                          0.1, confidence -> 1 + 10 * confidence, ROUNDS)
                      .factorize(FACTORS, data));
          default -> throw new IllegalArgumentException("no such way: " + way);
        };
    int[][] bought = pairs.itemsByCustomer();
    return (customer, limit) ->
        recommender
            .getRecommendation(
                customer, limit, item -> Arrays.binarySearch(bought[customer], item) < 0)
            .getItems()
            .stream()
            .mapToInt(some -> some.v1)
            .toArray();
  }
}
