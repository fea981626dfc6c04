package io.backroom.testkit.simulation;

import io.backroom.Commerce;
import io.backroom.order.Approval;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Who looks at what an agent may not do alone, and the agent who then does it. */
final class SecondPeople {
  private static final Caller BORIS = Caller.agent("boris", Channel.STORE);
  private static final int LATEST = 4;

  private final Stage stage;
  private final Coverage coverage;
  private final List<Function<Commerce, Result<?>>> waiting = new ArrayList<>();

  SecondPeople(Stage stage, Coverage coverage) {
    this.stage = stage;
    this.coverage = coverage;
  }

  /** Gives a command; one that needs a second person is given again another time. */
  Result<?> give(Commerce node, Function<Commerce, Result<?>> command) {
    Result<?> result = command.apply(node);
    if (needsSecond(result)) {
      waiting.add(command);
    }
    return result;
  }

  private static boolean needsSecond(Result<?> result) {
    return result instanceof Result.Refused<?> refused
        && refused.refusal().code() == Refusal.Code.NEEDS_APPROVAL;
  }

  /** The agent tries again, or somebody decides. */
  String decide(Dice dice) {
    Commerce node = stage.node(dice);
    if (!waiting.isEmpty() && dice.permille(500)) {
      int first = Math.max(0, waiting.size() - LATEST);
      Function<Commerce, Result<?>> command = dice.of(waiting.subList(first, waiting.size()));
      Result<?> result = command.apply(node);
      if (!needsSecond(result)) {
        waiting.remove(command);
      }
      return coverage.answer("approved-command", result);
    }
    List<Approval> open = node.approvals().open(BORIS, LATEST).orThrow();
    if (open.isEmpty()) {
      return "nothing to approve";
    }
    Approval approval = dice.of(open);
    boolean herself = dice.permille(100);
    boolean approved = dice.permille(750);
    return coverage.answer(
        (approved ? "approve" : "disapprove") + (herself ? " herself" : ""),
        node.approvals().decide(herself ? Stage.AGENT : BORIS, approval.id(), approved, ""));
  }
}
