package io.backroom.care;

import io.backroom.kernel.Access;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.kernel.WorkQueue;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What waits for a person: customers to call, payments to check, work that keeps failing.
 * Thread-safe.
 */
public final class Tasks {
  private final Kernel kernel;
  private final Access access;

  /**
   * Creates the room; the shop's builder does.
   *
   * @param kernel documents, time and work
   * @param access who may do what
   */
  public Tasks(Kernel kernel, Access access) {
    this.kernel = kernel;
    this.access = access;
    kernel.work().on(WorkQueue.TELL_A_PERSON, this::open);
    kernel.work().on(WorkQueue.PERSON_NOT_NEEDED, this::settle);
  }

  private Consumer<Transaction> settle(WorkItem item) {
    WorkQueue.Settled settled = kernel.payload(item, WorkQueue.Settled.class);
    List<Task> open =
        kernel.query(
            Task.TYPE,
            DocumentQuery.equal(
                Task.TYPE.name(), Task.BY_SUBJECT, settled.subject(), Task.SUBJECT_MAX));
    return tx ->
        open.stream()
            .map(task -> tx.get(Task.TYPE, task.id()))
            .filter(task -> task.state() == Task.State.OPEN)
            .filter(task -> task.kind().equals(settled.kind()))
            .filter(task -> !task.openedAt().isAfter(settled.until()))
            .forEach(task -> done(tx, Caller.system("tasks"), task, settled.why()));
  }

  private static Task done(Transaction tx, Caller caller, Task task, String note) {
    Task done = task.done(note);
    tx.put(Task.TYPE, done);
    tx.emit(task.subject(), "task-done", caller, note, Map.of("kind", task.kind()));
    return done;
  }

  private Consumer<Transaction> open(WorkItem item) {
    WorkQueue.Attention attention = kernel.payload(item, WorkQueue.Attention.class);
    return tx ->
        tx.put(
            Task.TYPE,
            new Task(
                item.id(),
                attention.subject(),
                attention.kind(),
                attention.text(),
                tx.now(),
                Task.State.OPEN,
                ""));
  }

  /**
   * Returns the tasks that wait, the oldest first.
   *
   * @param caller who asks
   * @param limit the most wanted, 1 to 1,000
   * @return the tasks; refused with FORBIDDEN unless the caller works on tasks
   */
  public Result<List<Task>> open(Caller caller, int limit) {
    String open = Task.State.OPEN + "|";
    return access
        .refusal(caller, Action.WORK_TASKS)
        .<Result<List<Task>>>map(Result::refused)
        .orElseGet(
            () ->
                Result.done(
                    kernel.query(
                        Task.TYPE,
                        DocumentQuery.range(
                            Task.TYPE.name(), Task.BY_STATE, open, open + "~", limit))));
  }

  /**
   * Completes a task. Completing it again changes nothing.
   *
   * @param caller who did it
   * @param id which task
   * @param note what was done, at most 2,000 characters
   * @return the task; refused with NOT_FOUND if there is none
   */
  public Result<Task> complete(Caller caller, String id, String note) {
    Require.id("task", id);
    Require.text("note", note, 2_000);
    Optional<Refusal> refusal = access.refusal(caller, Action.WORK_TASKS);
    return refusal.isPresent()
        ? Result.refused(refusal.get())
        : kernel.transact(tx -> complete(tx, caller, id, note));
  }

  private static Result<Task> complete(Transaction tx, Caller caller, String id, String note) {
    Optional<Task> found = tx.find(Task.TYPE, id);
    if (found.isEmpty()) {
      return Result.refused(
          new Refusal(Refusal.Code.NOT_FOUND, "task", "there is no '" + id + "'"));
    }
    Task task = found.get();
    return Result.done(task.state() == Task.State.OPEN ? done(tx, caller, task, note) : task);
  }
}
