package io.github.osservergroups;

import io.github.osservergroups.generated.Member;
import io.github.osservergroups.generated.MemberClaim;
import io.github.osservergroups.generated.MemberClaimAttributes;
import io.github.osservergroups.generated.MemberEnvelope;
import io.github.osservergroups.generated.MemberList;
import io.github.osservergroups.generated.PolicyName;
import io.github.osservergroups.generated.ServerGroup;
import io.github.osservergroups.generated.ServerGroupAttributes;
import io.github.osservergroups.generated.ServerGroupCreation;
import io.github.osservergroups.generated.ServerGroupEnvelope;
import io.github.osservergroups.generated.ServerGroupList;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A client for the server groups of a project. One serves a whole program: it can be used by many threads at once, and needs not
 * be closed.
 *
 * <p>Each method waits for the answer. What goes wrong comes as a {@link ServerGroupsException}: a {@link FaultException} when the
 * server refuses, {@link CallTimeoutException}, {@link ConnectionException}, {@link MalformedAnswerException} or
 * {@link CallInterruptedException} when there is no answer that can be used.
 */
public final class ServerGroupsClient {
  private static final int PAGE_SIZE = 100;

  private final Transport transport;
  private final String project;
  private final QuotasClient quotas;

  ServerGroupsClient(Settings settings) {
    transport = new Transport(settings);
    project = settings.project();
    quotas = new QuotasClient(transport, project);
  }

  /**
   * Begins to make a client.
   *
   * @return what is to be given address, token and project
   */
  public static ServerGroupsClientBuilder builder() {
    return new ServerGroupsClientBuilder();
  }

  /** {@return the calls for the quotas of projects} */
  public QuotasClient quotas() {
    return quotas;
  }

  /**
   * Makes a server group without members.
   *
   * @param name 1 to 255 characters; names need not be unique
   * @param policy how the servers of the group are spread over hosts
   * @return the group
   * @throws ForbiddenException if the quota is used up, or the role of the token does not allow it
   */
  public ServerGroup create(String name, PolicyName policy) {
    return create(NewGroup.of(name, policy));
  }

  /**
   * Makes a server group without members.
   *
   * @param group what it shall be
   * @return the group
   */
  public ServerGroup create(ServerGroupAttributes group) {
    return create(group, UUID.randomUUID().toString());
  }

  /**
   * Makes a server group under a key of yours, so that a program which was restarted can ask again and gets the same group.
   *
   * @param group what it shall be
   * @param idempotencyKey a text that no other creation of the project uses: 1 to 255 visible ASCII characters. The service
   *     keeps it for 24 hours.
   * @return the group
   * @throws ConflictException if the key was used for another group
   */
  public ServerGroup create(ServerGroupAttributes group, String idempotencyKey) {
    ServerGroupCreation body = new ServerGroupCreation().serverGroup(Objects.requireNonNull(group, "group"));
    String key = Objects.requireNonNull(idempotencyKey, "idempotencyKey");
    return transport.send(ServerGroupsApi.createServerGroup(project, body, key), ServerGroupEnvelope::getServerGroup);
  }

  /**
   * Shows a server group.
   *
   * @param id the id of the group
   * @return the group
   * @throws NotFoundException if there is no such group
   */
  public ServerGroup get(String id) {
    return transport.send(ServerGroupsApi.showServerGroup(project, id), ServerGroupEnvelope::getServerGroup);
  }

  /**
   * Lists the server groups of the project, in pages of 100.
   *
   * @return the groups, in the order in which they were made; each page is asked for when the one before is used up
   */
  public Stream<ServerGroup> list() {
    return list(PAGE_SIZE);
  }

  /**
   * Lists the server groups of the project.
   *
   * @param pageSize how many groups to ask for at once, 1 or more
   * @return the groups, in the order in which they were made; a page is asked for when the one before is used up
   */
  public Stream<ServerGroup> list(int pageSize) {
    return list(pageSize, null);
  }

  /**
   * Lists the server groups of all projects, for an administrator. Others get those of their project.
   *
   * @param pageSize how many groups to ask for at once, 1 or more
   * @return the groups; a page is asked for when the one before is used up
   */
  public Stream<ServerGroup> listOfAllProjects(int pageSize) {
    return list(pageSize, "True");
  }

  private Stream<ServerGroup> list(int pageSize, String allProjects) {
    int limit = Pages.checkedSize(pageSize);
    return Pages.stream(
        ServerGroup::getId,
        at -> transport.send(
            ServerGroupsApi.listServerGroups(project, allProjects, limit, at.offset(), at.marker()),
            ServerGroupList::getServerGroups),
        true);
  }

  /**
   * Deletes a server group, also when it has members: they go on running.
   *
   * @param id the id of the group
   * @throws NotFoundException if there is no such group
   */
  public void delete(String id) {
    transport.sendUnlessDone(ServerGroupsApi.deleteServerGroup(project, id));
  }

  /**
   * Claims a place for a server, which becomes a member of the group.
   *
   * @param id the id of the group
   * @param server the id of the server
   * @param host the name of the host on which the server shall be
   * @return the member
   * @throws ConflictException if the policy does not allow it, or the server is in another group
   */
  public Member claim(String id, String server, String host) {
    MemberClaimAttributes place = new MemberClaimAttributes().host(Objects.requireNonNull(host, "host"));
    return transport.send(
        MembersApi.claimMember(project, id, server, new MemberClaim().member(place)), MemberEnvelope::getMember);
  }

  /**
   * Releases the place of a server, which leaves the group. It is no error if the server is not a member.
   *
   * @param id the id of the group
   * @param server the id of the server
   * @throws NotFoundException if there is no such group
   */
  public void release(String id, String server) {
    transport.sendUnlessDone(MembersApi.releaseMember(project, id, server));
  }

  /**
   * Lists the members of a server group, in pages of 100.
   *
   * @param id the id of the group
   * @return the members, in the order of the ids of their servers; a page is asked for when the one before is used up
   */
  public Stream<Member> members(String id) {
    return members(id, PAGE_SIZE);
  }

  /**
   * Lists the members of a server group.
   *
   * @param id the id of the group
   * @param pageSize how many members to ask for at once, 1 or more
   * @return the members, in the order of the ids of their servers; a page is asked for when the one before is used up
   */
  public Stream<Member> members(String id, int pageSize) {
    int limit = Pages.checkedSize(pageSize);
    return Pages.stream(
        Member::getServerId,
        at -> transport.send(MembersApi.listMembers(project, id, limit, at.marker()), MemberList::getMembers),
        false);
  }
}
