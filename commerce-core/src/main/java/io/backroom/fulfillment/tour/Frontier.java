package io.backroom.fulfillment.tour;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the part of a tour left of a line through the warehouse can look like where it meets that
 * line: for each cross aisle whether it is reached, by an odd or even number of ways, and which of
 * them hang together. All states and moves between them are worked out once for each number of
 * blocks.
 */
final class Frontier {
  static final int NONE = 0;
  static final int THROUGH = 1;
  static final int FROM_FRONT = 2;
  static final int FROM_BACK = 3;
  static final int FROM_BOTH = 4;
  static final int TWICE = 5;
  static final int OPTIONS = 6;

  /** The state before any way, always the first. */
  static final int EMPTY = 0;

  /** The most ways between two aisles: two on each of four cross aisles. */
  static final int WAYS_MAX = 8;

  /** The most cross aisles. */
  static final int ROWS_MAX = 4;

  private static final Frontier[] BY_BLOCKS = {new Frontier(1), new Frontier(2), new Frontier(3)};

  /** By block and option: pairs of a state and the next one. {@link #NONE} changes no state. */
  final int[][][] along;

  /** By stops on cross aisles: triples of a state, the next one, and ways to the next aisle. */
  final int[][] across;

  /** By block and state: pairs of an option and the state that it comes from. */
  final int[][][] alongFrom;

  /** By stops on cross aisles and state: pairs of a state that it comes from, and ways. */
  final int[][][] acrossFrom;

  /** Whether a tour may end, by stops on cross aisles and state. */
  final boolean[][] ends;

  final int states;

  private final int rows;
  private final int[] ways;
  private final Map<Integer, Integer> ids = new HashMap<>();
  private final List<Integer> codes = new ArrayList<>();

  private Frontier(int blocks) {
    rows = blocks + 1;
    List<List<List<Integer>>> walks = new ArrayList<>();
    for (int b = 0; b < blocks; b++) {
      walks.add(lists(OPTIONS));
    }
    List<List<Integer>> crossings = lists(1 << rows);
    id(0);
    for (int s = 0; s < codes.size(); s++) {
      int code = codes.get(s);
      for (int b = 0; b < blocks; b++) {
        for (int option = THROUGH; option < OPTIONS; option++) {
          int next = walk(code, b, option);
          if (option != TWICE || next != s) { // twice is for joining what hung not together
            walks.get(b).get(option).addAll(List.of(s, next));
          }
        }
      }
      for (int stops = 0; stops < 1 << rows; stops++) {
        for (int kept = 0; kept < 1 << rows; kept++) {
          cross(s, stops, kept, crossings.get(stops));
        }
      }
    }
    states = codes.size();
    along = walks.stream().map(Frontier::arrays).toArray(int[][][]::new);
    across = arrays(crossings);
    alongFrom = new int[blocks][states][];
    for (int b = 0; b < blocks; b++) {
      List<List<Integer>> from = lists(states);
      for (int option = THROUGH; option < OPTIONS; option++) {
        int[] pairs = along[b][option];
        for (int i = 0; i < pairs.length; i += 2) {
          from.get(pairs[i + 1]).addAll(List.of(option, pairs[i]));
        }
      }
      alongFrom[b] = arrays(from);
    }
    acrossFrom = new int[1 << rows][][];
    for (int stops = 0; stops < 1 << rows; stops++) {
      List<List<Integer>> from = lists(states);
      for (int i = 0; i < across[stops].length; i += 3) {
        from.get(across[stops][i + 1]).addAll(List.of(across[stops][i], across[stops][i + 2]));
      }
      acrossFrom[stops] = arrays(from);
    }
    ways = new int[states * ROWS_MAX];
    for (int s = 0; s < states; s++) {
      for (int row = 0; row < rows; row++) {
        boolean reached = labels(codes.get(s))[row] != 0;
        ways[s * ROWS_MAX + row] = !reached ? 0 : odds(codes.get(s))[row] ? 1 : 2;
      }
    }
    ends = new boolean[1 << rows][states];
    for (int stops = 0; stops < 1 << rows; stops++) {
      for (int s = 0; s < states; s++) {
        ends[stops][s] = isTour(codes.get(s), stops);
      }
    }
  }

  private static List<List<Integer>> lists(int count) {
    List<List<Integer>> lists = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lists.add(new ArrayList<>());
    }
    return lists;
  }

  private static int[][] arrays(List<List<Integer>> lists) {
    return lists.stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  static Frontier of(int blocks) {
    return BY_BLOCKS[blocks - 1];
  }

  /** How many ways lead on along a cross aisle, 0 to 2, in a state just after a crossing. */
  int ways(int state, int row) {
    return ways[state * ROWS_MAX + row];
  }

  private int id(int code) {
    Integer known = ids.get(code);
    if (known != null) {
      return known;
    }
    ids.put(code, codes.size());
    codes.add(code);
    return codes.size() - 1;
  }

  private int walk(int code, int block, int option) {
    int[] label = labels(code);
    boolean[] odd = odds(code);
    boolean joins = option == THROUGH || option == TWICE;
    if (option != FROM_BACK && label[block] == 0) {
      label[block] = 10;
    }
    if (option != FROM_FRONT && label[block + 1] == 0) {
      label[block + 1] = 11;
    }
    if (joins) {
      int gone = label[block + 1];
      for (int r = 0; r < rows; r++) {
        label[r] = label[r] == gone ? label[block] : label[r];
      }
    }
    if (option == THROUGH) {
      odd[block] = !odd[block];
      odd[block + 1] = !odd[block + 1];
    }
    return id(code(label, odd));
  }

  private void cross(int state, int stops, int kept, List<Integer> triples) {
    int[] label = labels(codes.get(state));
    boolean[] odd = odds(codes.get(state));
    int ways = 0;
    int before = 0;
    int after = 0;
    for (int r = 0; r < rows; r++) {
      boolean stop = ((stops >> r) & 1) != 0;
      boolean keeps = ((kept >> r) & 1) != 0;
      if (label[r] == 0 && stop) {
        label[r] = 10 + r;
      }
      before |= 1 << label[r];
      boolean mustKeep = odd[r] || (label[r] >= 10);
      if ((mustKeep && !keeps) || (label[r] == 0 && keeps)) {
        return;
      }
      if (keeps) {
        ways += odd[r] ? 1 : 2;
        after |= 1 << label[r];
      } else {
        label[r] = 0;
      }
    }
    if ((before & ~1) == after && after != 0) {
      triples.addAll(List.of(state, id(code(label, odd)), ways));
    }
  }

  private boolean isTour(int code, int stops) {
    int[] label = labels(code);
    boolean[] odd = odds(code);
    int parts = 0;
    for (int r = 0; r < rows; r++) {
      if (odd[r] || (label[r] == 0 && ((stops >> r) & 1) != 0)) {
        return false;
      }
      parts |= 1 << label[r];
    }
    return Integer.bitCount(parts & ~1) == 1;
  }

  private int[] labels(int code) {
    int[] label = new int[rows];
    for (int r = 0; r < rows; r++) {
      label[r] = (code >> (4 * r + 1)) & 7;
    }
    return label;
  }

  private boolean[] odds(int code) {
    boolean[] odd = new boolean[rows];
    for (int r = 0; r < rows; r++) {
      odd[r] = ((code >> (4 * r)) & 1) != 0;
    }
    return odd;
  }

  /** Numbers the parts in order of their first row, so that equal states have equal codes. */
  private int code(int[] label, boolean[] odd) {
    int[] names = new int[16];
    int used = 0;
    int code = 0;
    for (int r = 0; r < rows; r++) {
      if (label[r] != 0) {
        if (names[label[r]] == 0) {
          names[label[r]] = ++used;
        }
        code |= ((names[label[r]] << 1) | (odd[r] ? 1 : 0)) << (4 * r);
      }
    }
    return code;
  }
}
