package io.github.osservergroups;

/** That an answer is a success but not what the API promises, as when something else listens at the address. */
public final class MalformedAnswerException extends ServerGroupsException {
  private static final long serialVersionUID = 1L;

  MalformedAnswerException(String message, Throwable cause) {
    super(message, cause);
  }
}
