"""Runs what the target asks for, at each of its microversions."""

from scenario import drive, drive_deletions, drive_many
from steps import TARGET


def run(client):
    """`client` makes an object that drives the client at a microversion; 'default' is what it speaks by itself."""
    for microversion in TARGET["microversions"]:
        minor = client.own_minor if microversion == "default" else int(microversion.split(".")[1])
        if TARGET["legacy"]:
            minor = 0
        api = client(microversion, minor)
        match TARGET["scenario"]:
            case "each":
                drive(api, microversion, minor)
            case "many":
                drive_many(api, microversion)
            case "deletions":
                drive_deletions(api, microversion)
