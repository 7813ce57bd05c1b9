package io.github.osservergroups;

/** That the server could not be reached, or that the connection broke before there was a whole answer; the cause says more. */
public final class ConnectionException extends ServerGroupsException {
  private static final long serialVersionUID = 1L;

  ConnectionException(String message, Throwable cause) {
    super(message, cause);
  }
}
