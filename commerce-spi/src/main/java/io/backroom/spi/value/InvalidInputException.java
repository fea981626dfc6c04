package io.backroom.spi.value;

/** Tells a caller which field was refused, with which value, by which rule. Nothing was changed. */
public final class InvalidInputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN_CHARACTERS = 80;

  /** The field's name. */
  private final String field;

  /** The rule that was broken. */
  private final String rule;

  /**
   * Creates the exception.
   *
   * @param field the field's name, as the caller knows it
   * @param value the refused value; at most 80 characters of it are shown, and of a card number the
   *     last four digits
   * @param rule what was expected
   */
  public InvalidInputException(String field, Object value, String rule) {
    super(field + " is '" + shown(value) + "': " + rule);
    this.field = field;
    this.rule = rule;
  }

  /**
   * Returns the name of the refused field.
   *
   * @return the field
   */
  public String field() {
    return field;
  }

  /**
   * Returns the rule that the value broke.
   *
   * @return the rule
   */
  public String rule() {
    return rule;
  }

  private static String shown(Object value) {
    StringBuilder text = new StringBuilder();
    String whole = CardNumbers.mask(String.valueOf(value));
    for (int i = 0; i < Math.min(whole.length(), SHOWN_CHARACTERS); i++) {
      char c = whole.charAt(i);
      text.append(Character.isISOControl(c) ? ' ' : c);
    }
    return whole.length() > SHOWN_CHARACTERS ? text + "…" : text.toString();
  }
}
