/**
 * What the API sends and takes, generated from its OpenAPI document. Where a getter is annotated as nullable, the value may be
 * absent in an answer; fields that this version of the client does not know are passed over.
 */
package io.github.osservergroups.generated;
