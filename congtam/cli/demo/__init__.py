"""`congtam demo build | serve | accounts`: a year of an invented province, made by real acts."""

from congtam.cli.demo.command import register as register
