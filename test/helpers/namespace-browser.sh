#!/bin/sh
# Starts the browser in a network of a test's own: NetworkNamespace says which.
exec ip netns exec "$WEBCRT_TEST_NAMESPACE" "$WEBCRT_TEST_BROWSER" "$@"
