package io.github.osservergroups;

import io.github.osservergroups.generated.AbsoluteLimits;
import io.github.osservergroups.generated.Limits;
import io.github.osservergroups.generated.QuotaSet;
import io.github.osservergroups.generated.QuotaSetChange;
import io.github.osservergroups.generated.QuotaSetChanged;
import io.github.osservergroups.generated.QuotaSetEnvelope;
import io.github.osservergroups.generated.Quotas;
import io.github.osservergroups.generated.RequestedQuotas;
import java.util.Objects;
import java.util.Optional;

/** The quotas of projects, from {@link ServerGroupsClient#quotas()}. */
public final class QuotasClient {
  private final Transport transport;
  private final String ownProject;

  QuotasClient(Transport transport, String ownProject) {
    this.transport = transport;
    this.ownProject = ownProject;
  }

  /**
   * Shows how much a project may have.
   *
   * @param project the id of the project
   * @return its quotas
   * @throws ForbiddenException if the project is another than that of the token, and the token not an administrator's
   */
  public QuotaSet get(String project) {
    return transport.send(QuotasApi.showQuotaSet(ownProject, project), QuotaSetEnvelope::getQuotaSet);
  }

  /**
   * Sets quotas of a project, for an administrator.
   *
   * @param project the id of the project
   * @param quotas those that change; -1 stands for no limit
   * @return the quotas that the project has now
   * @throws ForbiddenException if the token is not an administrator's
   */
  public Quotas set(String project, RequestedQuotas quotas) {
    QuotaSetChange body = new QuotaSetChange().quotaSet(Objects.requireNonNull(quotas, "quotas"));
    return transport.send(QuotasApi.setQuotaSet(ownProject, project, body), QuotaSetChanged::getQuotaSet);
  }

  /**
   * Takes back the quotas that were set for a project, for an administrator: the defaults hold again.
   *
   * @param project the id of the project
   * @throws ForbiddenException if the token is not an administrator's
   */
  public void reset(String project) {
    transport.send(QuotasApi.resetQuotaSet(ownProject, project));
  }

  /**
   * Shows the quotas of projects that have none of their own.
   *
   * @param project the id of a project
   * @return the default quotas
   */
  public QuotaSet defaults(String project) {
    return transport.send(QuotasApi.showDefaultQuotaSet(ownProject, project), QuotaSetEnvelope::getQuotaSet);
  }

  /**
   * Shows how much the project of the token may have, and how much it has.
   *
   * @return the limits
   */
  public AbsoluteLimits limits() {
    return limitsOf(null);
  }

  /**
   * Shows how much a project may have, and how much it has, for an administrator.
   *
   * @param project the id of the project
   * @return the limits
   */
  public AbsoluteLimits limits(String project) {
    return limitsOf(Objects.requireNonNull(project, "project"));
  }

  private AbsoluteLimits limitsOf(String tenant) {
    return transport.send(
        QuotasApi.showLimits(ownProject, tenant, null),
        envelope -> Optional.ofNullable(envelope.getLimits()).map(Limits::getAbsolute).orElse(null));
  }
}
