package io.backroom.order;

import io.backroom.kernel.Access;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Keys;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkQueue;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.policy.ApprovalPolicy;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.joda.money.Money;

/**
 * Commands that move more money than one person may move alone. Thread-safe. A command that needs a
 * second person changes nothing, is refused with NEEDS_APPROVAL, and leaves an approval to be
 * decided; once it is approved the same command by the same person is carried out, once.
 */
public final class Approvals {
  private static final Duration VALID = Duration.ofHours(24);
  private static final int ID_LENGTH = 32;

  private final Kernel kernel;
  private final Access access;
  private final ApprovalPolicy policy;

  /** Undoes a transaction whose command has to wait for a second person. */
  private static final class NeedsApproval extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Asked asked;

    NeedsApproval(Asked asked) {
      super("needs approval", null, false, false);
      this.asked = asked;
    }
  }

  private record Asked(
      String id, OrderId order, Action action, String command, Money amount, Caller by) {}

  /**
   * Creates the desk; the shop's builder does.
   *
   * @param kernel documents and time
   * @param access who may do what
   * @param policy which commands need a second person
   */
  public Approvals(Kernel kernel, Access access, ApprovalPolicy policy) {
    this.kernel = kernel;
    this.access = access;
    this.policy = policy;
  }

  /**
   * Returns what waits for a second person, the oldest first.
   *
   * @param caller who asks
   * @param limit the most wanted, 1 to 1,000
   * @return the approvals; refused with FORBIDDEN unless the caller may approve
   */
  public Result<List<Approval>> open(Caller caller, int limit) {
    String asked = Approval.State.ASKED + "|";
    return access
        .refusal(caller, Action.APPROVE)
        .<Result<List<Approval>>>map(Result::refused)
        .orElseGet(
            () ->
                Result.done(
                    kernel.query(
                        Approval.TYPE,
                        DocumentQuery.range(
                            Approval.TYPE.name(), Approval.BY_STATE, asked, asked + "~", limit))));
  }

  /**
   * Approves or refuses what somebody else has asked for. Deciding the same again changes nothing.
   *
   * @param caller who decides: another person than the one who asked
   * @param id which approval
   * @param approved whether the command may be given
   * @param reason why; may be empty, at most 200 characters
   * @return the approval; refused with FORBIDDEN unless the caller may approve, or to the one who
   *     asked, with NOT_FOUND if there is none, with WRONG_STATE if it was decided otherwise or its
   *     time is over
   */
  public Result<Approval> decide(Caller caller, String id, boolean approved, String reason) {
    Require.id("approval", id);
    Require.text("reason", reason, 200);
    Optional<Refusal> refusal = access.refusal(caller, Action.APPROVE);
    return refusal.isPresent()
        ? Result.refused(refusal.get())
        : kernel.transact(tx -> decide(tx, caller, id, approved, reason));
  }

  private static Result<Approval> decide(
      Transaction tx, Caller caller, String id, boolean approved, String reason) {
    Optional<Approval> found = tx.find(Approval.TYPE, id);
    if (found.isEmpty()) {
      return refused(Refusal.Code.NOT_FOUND, "approval", "there is no '" + id + "'");
    }
    Approval approval = found.get();
    Approval.State next = approved ? Approval.State.APPROVED : Approval.State.REFUSED;
    if (caller.actor().equals(approval.askedBy().actor())) {
      return refused(Refusal.Code.FORBIDDEN, "caller", "another person must approve " + id);
    } else if (approval.state() == next) {
      return Result.done(approval);
    } else if (approval.state() != Approval.State.ASKED || !approval.until().isAfter(tx.now())) {
      return refused(
          Refusal.Code.WRONG_STATE, "approval", id + " is " + approval.state() + " or over");
    }
    Approval decided = approval.in(next, Optional.of(caller), reason);
    tx.put(Approval.TYPE, decided);
    tx.emit(
        approval.order().value(),
        approved ? "approval-given" : "approval-refused",
        caller,
        reason,
        Map.of("approval", id, "amount", approval.amount().toString()));
    return Result.done(decided);
  }

  private static Result<Approval> refused(Refusal.Code code, String field, String message) {
    return Result.refused(new Refusal(code, field, message));
  }

  /**
   * Has a command decided; should it need a second person its transaction is not committed, and the
   * approval is asked for in another one. For the rooms of the shop.
   *
   * @param <R> the type of the answer
   * @param decide the command; calls {@link #check} when it knows what it moves
   * @param refused makes the answer of a refusal
   * @return the answer
   */
  public <R> R transact(Function<Transaction, R> decide, Function<Refusal, R> refused) {
    try {
      return kernel.transact(decide);
    } catch (NeedsApproval needs) {
      return refused.apply(kernel.transact(tx -> ask(tx, needs.asked)));
    }
  }

  /**
   * Goes on if the command may be given alone or was approved, and not otherwise; within {@link
   * #transact}.
   *
   * @param tx the transaction
   * @param caller who gives the command
   * @param action what it is
   * @param order of which order
   * @param command the command with its content
   * @param amount what it moves
   */
  public void check(
      Transaction tx, Caller caller, Action action, OrderId order, String command, Money amount) {
    if (!policy.needsSecond(caller, action, amount)) {
      return;
    }
    String id = Keys.of(order, caller.actor(), command).substring(0, ID_LENGTH);
    Optional<Approval> approved =
        tx.find(Approval.TYPE, id).filter(approval -> approval.covers(amount, tx.now()));
    if (approved.isEmpty()) {
      throw new NeedsApproval(new Asked(id, order, action, command, amount, caller));
    }
    Approval given = approved.get();
    tx.put(Approval.TYPE, given.in(Approval.State.USED, given.decidedBy(), given.reason()));
    tx.emit(
        order.value(),
        "approval-used",
        caller,
        given.reason(),
        Map.of("approval", id, "approvedBy", given.decidedBy().orElseThrow().actor().id()));
  }

  /** Tells whether a command with an effect would need a second person. */
  boolean isNeeded(Caller caller, Action action, MoneyEffect effect) {
    Money moved = effect.payableBefore().minus(effect.payableAfter()).abs();
    return policy.needsSecond(caller, action, moved.plus(effect.refunded()));
  }

  private static Refusal ask(Transaction tx, Asked asked) {
    Optional<Approval> before = tx.find(Approval.TYPE, asked.id());
    boolean waits =
        before
            .filter(approval -> approval.state() == Approval.State.ASKED)
            .filter(approval -> approval.until().isAfter(tx.now()))
            .filter(approval -> !asked.amount().isGreaterThan(approval.amount()))
            .isPresent();
    boolean no =
        before
            .filter(approval -> approval.state() == Approval.State.REFUSED)
            .filter(approval -> approval.until().isAfter(tx.now()))
            .isPresent();
    if (!waits && !no) {
      tx.put(
          Approval.TYPE,
          new Approval(
              asked.id(),
              asked.order(),
              asked.action(),
              asked.command(),
              asked.amount(),
              asked.by(),
              tx.now(),
              tx.now().plus(VALID),
              Approval.State.ASKED,
              Optional.empty(),
              ""));
      Map<String, String> facts =
          Map.of("approval", asked.id(), "amount", asked.amount().toString());
      tx.emit(asked.order().value(), "approval-asked", asked.by(), "", facts);
      tx.doNow(
          WorkQueue.TELL_A_PERSON,
          new WorkQueue.Attention(
              asked.order().value(),
              "approve",
              asked.by().actor().id() + " wants " + asked.command() + ": " + asked.amount()));
    }
    return new Refusal(
        Refusal.Code.NEEDS_APPROVAL,
        "approval",
        no ? asked.id() + " was refused" : "another person must approve " + asked.id());
  }
}
