package io.nerest.console.live;

/**
 * An event as pages receive it.
 *
 * @param id topic, partition and offset; a page that reconnects names the last one that it received
 * @param type topic
 * @param data one line of JSON
 */
record LiveEvent(String id, String type, String data) {
    String toText() {
        return "id: " + id + "\nevent: " + type + "\ndata: " + data + "\n\n";
    }
}
