package io.github.osservergroups;

/** That there is no token, or one that is unknown, expired or revoked: status 401. */
public final class UnauthorizedException extends FaultException {
  private static final long serialVersionUID = 1L;

  UnauthorizedException(Details details) {
    super(details);
  }
}
