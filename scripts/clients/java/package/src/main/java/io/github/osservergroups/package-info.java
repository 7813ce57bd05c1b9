/**
 * A client for the server group API of OpenStack Nova and of the clouds that are compatible with it.
 *
 * <p>Begin with {@link io.github.osservergroups.ServerGroupsClient#builder()}. What the API sends and takes, such as a server
 * group, is in {@link io.github.osservergroups.generated}. Parameters and results are never null unless their description says
 * so.
 */
package io.github.osservergroups;
