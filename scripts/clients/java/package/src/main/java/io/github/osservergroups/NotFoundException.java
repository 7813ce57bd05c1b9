package io.github.osservergroups;

/** That there is no such group, or that it belongs to another project: status 404. */
public final class NotFoundException extends FaultException {
  private static final long serialVersionUID = 1L;

  NotFoundException(Details details) {
    super(details);
  }
}
