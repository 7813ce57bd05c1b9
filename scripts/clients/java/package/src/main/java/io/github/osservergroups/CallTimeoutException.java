package io.github.osservergroups;

/** That no attempt brought a whole answer within the timeout. Whether the server did what it was asked is not known. */
public final class CallTimeoutException extends ServerGroupsException {
  private static final long serialVersionUID = 1L;

  CallTimeoutException(String message, Throwable cause) {
    super(message, cause);
  }
}
