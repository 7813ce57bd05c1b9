module github.com/os-server-groups/os-server-groups-go

go 1.23.0
