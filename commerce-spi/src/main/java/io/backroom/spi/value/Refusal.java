package io.backroom.spi.value;

/**
 * Why a command was refused.
 *
 * @param code the kind of reason, for programs
 * @param field what the reason is about, as the caller knows it
 * @param message the value and the rule, for people
 */
public record Refusal(Code code, String field, String message) {
  /** The kinds of reason, in order of precedence. */
  public enum Code {
    /** The access policy says no, and the thing is no secret to the actor. */
    FORBIDDEN,
    /** There is no such thing, or it is not the actor's: both have the same answer. */
    NOT_FOUND,
    /** A field breaks a rule. */
    INVALID,
    /** The key was used before with another content. */
    KEY_REUSED,
    /** What is asked for is not possible in the present state: too late, or too early. */
    WRONG_STATE,
    /** Another person must approve the command first. */
    NEEDS_APPROVAL,
    /** A guard of the host says no; the message is its reason. */
    GUARDED,
    /** A price moved since it was shown; ask for a new quote. */
    PRICE_CHANGED,
    /** Others changed the same thing all the time; try again. */
    CONFLICT,
    /** More waits than can be done at this moment; nothing happened; try again a little later. */
    BUSY
  }

  @Override
  public String toString() {
    return code + " " + field + ": " + message;
  }
}
