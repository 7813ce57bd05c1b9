package io.github.osservergroups;

/** That a call did not succeed. Its subclasses tell why. */
public abstract class ServerGroupsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ServerGroupsException(String message, Throwable cause) {
    super(message, cause);
  }
}
