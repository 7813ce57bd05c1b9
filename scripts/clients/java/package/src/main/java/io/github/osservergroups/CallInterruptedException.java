package io.github.osservergroups;

/** That the thread was interrupted during the call. Its interrupt status is set, and whether the server did what it was asked is not known. */
public final class CallInterruptedException extends ServerGroupsException {
  private static final long serialVersionUID = 1L;

  CallInterruptedException(String message, Throwable cause) {
    super(message, cause);
  }
}
