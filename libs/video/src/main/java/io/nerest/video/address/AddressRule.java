package io.nerest.video.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses may be connected to. The person who registers a camera chooses its URL, and must not reach services of the cloud
 * provider or of this machine by it.
 *
 * <p>Addresses of metadata services are never allowed. Loopback, link-local, multicast and unspecified addresses are allowed
 * only if a range of the allow-list contains them. All others are allowed if the allow-list is empty or contains them.
 *
 * @param allowed the allow-list
 */
public record AddressRule(List<Network> allowed) {
    /** Metadata services of AWS, Azure, Google, Oracle and Alibaba. */
    private static final List<Network> METADATA = List.of(
            Network.parse("169.254.169.254"),
            Network.parse("169.254.170.2"),
            Network.parse("168.63.129.16"),
            Network.parse("100.100.100.200"),
            Network.parse("192.0.0.192"),
            Network.parse("fd00:ec2::254"),
            Network.parse("fd20:ce::254"));
    /** IPv6 addresses that stand for an IPv4 address in their last four bytes. */
    private static final List<Network> EMBEDDING = List.of(Network.parse("64:ff9b::/96"), Network.parse("::/96"));

    public AddressRule {
        allowed = List.copyOf(allowed);
    }

    /**
     * Resolves a host and returns its addresses, all of which are allowed. The caller connects to one of them, not to
     * the name, which could resolve differently the next time.
     *
     * @throws UnknownHostException if the name does not exist
     * @throws ForbiddenAddressException if one of the addresses is not allowed
     */
    public List<InetAddress> resolve(String host) throws UnknownHostException, ForbiddenAddressException {
        String name = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        List<InetAddress> addresses = List.of(InetAddress.getAllByName(name));
        for (InetAddress address : addresses) {
            check(name, address);
        }
        return addresses;
    }

    private void check(String host, InetAddress written) throws ForbiddenAddressException, UnknownHostException {
        InetAddress address = unwrapped(written);
        String text = host.equals(address.getHostAddress()) ? host : host + " (" + address.getHostAddress() + ")";
        if (METADATA.stream().anyMatch(network -> network.contains(address))) {
            throw new ForbiddenAddressException(text + " is the address of a cloud's metadata service");
        }
        boolean listed = allowed.stream().anyMatch(network -> network.contains(address));
        boolean special = address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress();
        if (special && !listed) {
            throw new ForbiddenAddressException(
                    text + " is a loopback, link-local, multicast or unspecified address, which no camera may have"
                            + " unless nerest.ingest.sources.allowed-networks contains it");
        }
        if (!listed && !allowed.isEmpty()) {
            throw new ForbiddenAddressException(
                    text + " is in none of the networks of nerest.ingest.sources.allowed-networks");
        }
    }

    private static InetAddress unwrapped(InetAddress address) throws UnknownHostException {
        boolean embeds = address instanceof Inet6Address
                && !address.isLoopbackAddress()
                && !address.isAnyLocalAddress()
                && EMBEDDING.stream().anyMatch(network -> network.contains(address));
        return embeds ? InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), 12, 16)) : address;
    }
}
