export const HELP_TEXT = `webcrt-server: the signalling server of WebCRT, and its web client

Usage: webcrt-server [options]
       webcrt-server check [the same options] [--url URL]

  --host HOST            address to listen on (127.0.0.1)
  --port PORT            port to listen on (8080, or 8443 with a certificate; 0: any free one)
  --certificate FILE     TLS certificate, PEM
  --key FILE             its private key, PEM
  --insecure             allow plain http on an address that others can reach
  --allow-origin ORIGIN  let pages of that origin connect, like https://example.org, and pages from
                         here connect there; repeatable
  --trust-proxy RANGE    count clients by what this proxy says of them, like 10.0.0.0/8 or loopback;
                         repeatable
  --public-url URL       how people reach this server, like https://calls.example: a proof that somebody
                         gave another server counts here no more; repeatable (whatever they ask for)
  --connections-per-address N
                         open at the same time from one address, this machine excepted (20; 0: any
                         number)
  --data DIR             keep rooms in DIR when nobody is in them, over a restart too (otherwise a restart
                         takes back only rooms whose members come back)
  --keep-days N          forget kept rooms that nobody came into, and names that nobody used the key of,
                         for so long (180; 0: never)
  --room NAME            make that room at the start, and let it be; repeatable
  --private-pools        clients make no rooms: there are those of --room and in --data
  --max-rooms N          at the same time (1000)
  --max-guests N         in one room, from 2 to 32 (any number)
  --roster WHO           of whom people are told that they come and go: everybody, contacts (whom their
                         client asks for), or auto (everybody, up to a hundred people)
  --turn URL             hand out accounts at that TURN server to whoever is signed in, like turn:turn.example.org,
                         turn:turn.example.org?transport=tcp or turns:turn.example.org:5349; repeatable
  --turn-secret-file FILE
                         what static-auth-secret is in its coturn, with use-auth-secret
  --turn-ttl-minutes N   how long an account holds, from 10 to 60 (60)
  --web-root DIR         the built web client (the one that came with the server)
  --metrics [HOST:]PORT  tell Prometheus there, at /metrics, how the server is (nowhere; HOST: 127.0.0.1)
  --log-format FORMAT    text, json, or auto (text on a terminal, otherwise json)
  --user USER            become USER after reading the key and binding the port (needs root)
  --group GROUP          become GROUP, likewise
  --trace | --debug | --verbose | --quiet
                         log more, or only errors (warnings and errors)
  --version              print the version
  -h, --help             print this

webcrt-server check looks at a server that runs with these options, from the outside in: certificate,
proxy, websockets, files, TURN. Each line says what is right, or what to do; exits with 1 when
something is wrong.

  --url URL              where people come, like https://example.org/webcrt/; repeatable (each --public-url)

Stops on SIGTERM and SIGINT: tells its clients to come back later, closes, and exits with 0.
Exits with 2 when it cannot do what the options say.
`;
