"""Work shared out to engines: this process, several processes, a cluster; what comes back is in order."""
