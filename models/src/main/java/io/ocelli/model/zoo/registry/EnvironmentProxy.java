package io.ocelli.model.zoo.registry;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that the environment names: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY}
 * and {@code NO_PROXY}, in capitals or not, as curl reads them. Java's own system properties
 * ({@code https.proxyHost}, {@code http.nonProxyHosts}, …) win where they are set.
 */
final class EnvironmentProxy extends ProxySelector {
  private final Map<String, String> environment;

  EnvironmentProxy(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The one to use: Java's own where a system property names a proxy. */
  static @Nullable ProxySelector selector(Map<String, String> environment) {
    for (String property :
        List.of(
            "https.proxyHost", "http.proxyHost", "socksProxyHost", "java.net.useSystemProxies")) {
      if (System.getProperty(property) != null) {
        return ProxySelector.getDefault();
      }
    }
    return new EnvironmentProxy(environment);
  }

  @Override
  public List<Proxy> select(URI target) {
    String host = target.getHost();
    if (host == null || bypassed(host, target.getPort())) {
      return List.of(Proxy.NO_PROXY);
    }
    boolean secure = "https".equalsIgnoreCase(target.getScheme());
    return proxy(secure ? "https_proxy" : "http_proxy")
        .map(
            proxy ->
                List.of(
                    new Proxy(
                        Proxy.Type.HTTP,
                        new InetSocketAddress(
                            proxy.getHost(), proxy.getPort() < 0 ? 80 : proxy.getPort()))))
        .orElse(List.of(Proxy.NO_PROXY));
  }

  /** Gives the name and password that stand in the proxy's URL, to the proxy alone. */
  Authenticator authenticator() {
    return new Authenticator() {
      @Override
      protected @Nullable PasswordAuthentication getPasswordAuthentication() {
        if (getRequestorType() != RequestorType.PROXY) {
          return null;
        }
        for (String name : List.of("https_proxy", "http_proxy")) {
          URI proxy = proxy(name).orElse(null);
          String user = proxy == null ? null : proxy.getRawUserInfo();
          if (proxy != null && user != null && proxy.getHost().equals(getRequestingHost())) {
            String[] parts = user.split(":", 2);
            return new PasswordAuthentication(
                decoded(parts[0]), decoded(parts.length > 1 ? parts[1] : "").toCharArray());
          }
        }
        return null;
      }
    };
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private Optional<URI> proxy(String name) {
    String value = variable(name);
    if (value.isEmpty()) {
      value = variable("all_proxy");
    }
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = URI.create(value.contains("://") ? value : "http://" + value);
      return uri.getHost() == null ? Optional.empty() : Optional.of(uri);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean bypassed(String host, int port) {
    String low = host.toLowerCase(Locale.ROOT);
    for (String entry : variable("no_proxy").toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
      String name = entry.startsWith("*.") ? entry.substring(1) : entry;
      int colon = name.lastIndexOf(':');
      if (colon > 0 && name.substring(colon + 1).matches("\\d+")) {
        if (Integer.parseInt(name.substring(colon + 1)) != port) {
          continue;
        }
        name = name.substring(0, colon);
      }
      String bare = name.startsWith(".") ? name.substring(1) : name;
      if (name.equals("*") || (!bare.isEmpty() && (low.equals(bare) || low.endsWith("." + bare)))) {
        return true;
      }
    }
    return false;
  }

  private String variable(String name) {
    String small = environment.getOrDefault(name, "");
    return (small.isBlank() ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : small)
        .strip();
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException reason) {
    // The request fails with its own reason.
  }
}
