select log.publish()
