package io.backroom.benchmarks.mahout;

import io.backroom.benchmarks.peer.Lists;
import io.backroom.benchmarks.peer.Pairs;
import io.backroom.benchmarks.peer.PeerRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.mahout.cf.taste.common.TasteException;
import org.apache.mahout.cf.taste.impl.common.FastByIDMap;
import org.apache.mahout.cf.taste.impl.common.FastIDSet;
import org.apache.mahout.cf.taste.impl.model.GenericBooleanPrefDataModel;
import org.apache.mahout.cf.taste.impl.recommender.GenericBooleanPrefItemBasedRecommender;
import org.apache.mahout.cf.taste.impl.similarity.GenericItemSimilarity;
import org.apache.mahout.cf.taste.impl.similarity.GenericItemSimilarity.ItemItemSimilarity;
import org.apache.mahout.cf.taste.impl.similarity.TanimotoCoefficientSimilarity;
import org.apache.mahout.cf.taste.model.DataModel;
import org.apache.mahout.cf.taste.recommender.Recommender;

/** Mahout's item similarity: the Tanimoto coefficient, the 50 most similar items made first. */
public final class MahoutPeer {
  private static final int NEIGHBORS = 50;

  private MahoutPeer() {}

  /**
   * Runs the peer.
   *
   * @param args those of {@link PeerRun}; there is one way
   * @throws Exception if it fails
   */
  public static void main(String[] args) throws Exception {
    PeerRun.run(args, (pairs, way) -> train(pairs));
  }

  private static Lists train(Pairs pairs) throws TasteException {
    int[][] bought = pairs.itemsByCustomer();
    FastByIDMap<FastIDSet> rows = new FastByIDMap<>(pairs.customers());
    for (int customer = 0; customer < bought.length; customer++) {
      if (bought[customer].length > 0) {
        FastIDSet items = new FastIDSet(bought[customer].length);
        IntStream.of(bought[customer]).forEach(items::add);
        rows.put(customer, items);
      }
    }
    DataModel model = new GenericBooleanPrefDataModel(rows);
    long[] items = IntStream.of(pairs.item()).distinct().sorted().asLongStream().toArray();
    TanimotoCoefficientSimilarity tanimoto = new TanimotoCoefficientSimilarity(model);
    List<ItemItemSimilarity> kept = new ArrayList<>();
    for (long item : items) {
      double[] similar = tanimoto.itemSimilarities(item, items);
      IntStream.range(0, items.length)
          .filter(other -> items[other] != item && similar[other] > 0)
          .boxed()
          .sorted(Comparator.comparingDouble(other -> -similar[other]))
          .limit(NEIGHBORS)
          .forEach(other -> kept.add(new ItemItemSimilarity(item, items[other], similar[other])));
    }
    Recommender recommender =
        new GenericBooleanPrefItemBasedRecommender(model, new GenericItemSimilarity(kept));
    return (customer, limit) ->
        recommender.recommend(customer, limit).stream()
            .mapToInt(some -> (int) some.getItemID())
            .toArray();
  }
}
