<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The frame of every page: head, navigation, footer.  A page is one call of k:page. -->

  <!-- What the site knows and this page needs, as JSON: see kktei/render/html/given.py; what
       all pages have alike (k:site) is given once. -->
  <xsl:param name="context" as="xs:string" select="'{}'"/>
  <xsl:variable name="k:context" as="map(xs:string, item()*)" select="parse-json($context)"/>
  <xsl:param name="k:site" as="map(xs:string, item()*)" select="($k:context?site, map {})[1]"/>

  <!-- What browsers may load (kktei/policy.py); search runs WebAssembly, two documents side by side stand in
       frames. -->
  <xsl:function name="k:policy" as="xs:string">
    <xsl:param name="options" as="map(xs:string, item()*)"/>
    <xsl:variable name="policy" as="xs:string" select="string($k:site?policy)"/>
    <xsl:sequence select="if ($options?wasm)
      then replace($policy, 'script-src ', 'script-src ''wasm-unsafe-eval'' ')
      else $policy || '; frame-src ''self'''[$options?frames][not(contains($policy, 'frame-src '))]"/>
  </xsl:function>

  <!-- The path of the site on its host, for a page that hosts show in any folder. -->
  <xsl:variable name="k:root" as="xs:string" select="replace($k:site?base_uri, '^[A-Za-z]+://[^/]*', '')"/>

  <!-- A page's text.  $path: where it stands ("documents/d096.html"); $title; $content: what main holds;
       $options: 'head' (elements for head), 'class', 'scripts', 'later' (scripts that these load, beside them
       but not before them), 'wasm', 'frames', 'lang', 'search' (false: not to be searched). -->
  <xsl:function name="k:page" as="xs:string">
    <xsl:param name="path" as="xs:string"/>
    <xsl:param name="title" as="xs:string"/>
    <xsl:param name="content" as="node()*"/>
    <xsl:param name="options" as="map(xs:string, item()*)"/>
    <xsl:variable name="up" as="xs:string" select="k:up($path)"/>
    <xsl:variable name="page" as="element()">
      <html lang="{$k:site?language}" class="no-js">
        <head>
          <meta charset="utf-8"/>
          <meta name="viewport" content="width=device-width, initial-scale=1"/>
          <meta http-equiv="Content-Security-Policy" content="{k:policy($options)}"/>
          <title>{if ($title = $k:site?title) then $title else $title || ' · ' || $k:site?title}</title>
          <link rel="stylesheet" href="{k:asset($up, 'theme.css')}"/>
          <link rel="stylesheet" href="{k:asset($up, 'site.css')}"/>
          <xsl:if test="not($options?class = 'document-page')">
            <link rel="stylesheet" href="{k:asset($up, 'lists.css')}"/></xsl:if>
          <xsl:if test="$k:site?front">
            <link rel="stylesheet" href="{k:asset($up, 'front.css')}"/></xsl:if>
          <xsl:if test="$k:site?theme">
            <link rel="stylesheet" href="{k:asset($up, 'edition.css')}"/></xsl:if>
          <link rel="icon" href="{k:asset($up, 'icon.svg')}"/>
          <xsl:if test="$k:site?base_uri != '' and $path != '404.html'
            and empty($options?head/descendant-or-self::*:link[@rel = 'canonical'])">
            <link rel="canonical" href="{$k:site?base_uri || $path}"/></xsl:if>
          <xsl:sequence select="$options?head"/>
          <script src="{k:asset($up, 'site.js')}" defer="defer"/>
          <xsl:for-each select="$options?scripts">
            <script src="{k:asset($up, .)}" defer="defer"/></xsl:for-each>
          <xsl:for-each select="$options?later">
            <link rel="preload" as="script" fetchpriority="low" href="{$up || .}"/></xsl:for-each>
        </head>
        <body class="{$options?class}">
          <a class="skip" href="#k-main">{k:t('nav.skip')}</a>
          <header class="masthead">
            <p class="site-title"><a href="{$up}index.html">{($k:site?short_title,
              $k:site?title)[. != ''][1]}</a></p>
            <nav aria-label="{k:t('nav.label')}"><xsl:sequence select="k:navigation($path, $up)"/></nav>
          </header>
          <main id="k-main" tabindex="-1">
            <xsl:if test="not($options?search = false())"><xsl:attribute name="data-pagefind-body"/></xsl:if>
            <xsl:comment>k-main</xsl:comment>
          </main>
          <footer class="colophon{' house'[not(k:says-whose())]}">
            <xsl:sequence select="k:colophon($up)"/>
          </footer>
        </body>
      </html>
    </xsl:variable>
    <!-- What a page holds is put into its frame as text: to put it there as nodes would copy them all. -->
    <xsl:variable name="frame" as="xs:string" select="k:html($page)"/>
    <xsl:sequence select="substring-before($frame, '&lt;!--k-main-->') || k:html($content)
      || substring-after($frame, '&lt;!--k-main-->') || '&#10;'"/>
  </xsl:function>

  <!-- The address of a style sheet or script; its name has its content in it (render/html/assets.py). -->
  <xsl:function name="k:asset" as="xs:string">
    <xsl:param name="up" as="xs:string"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:sequence select="$up || 'assets/' || ($k:site?assets?($name), $name)[1]"/>
  </xsl:function>

  <!-- The way from a page to the root: "documents/x.html" gives "../". -->
  <xsl:function name="k:up" as="xs:string">
    <xsl:param name="path" as="xs:string"/>
    <xsl:sequence select="if ($path = '404.html') then $k:root
      else string-join((1 to count(tokenize($path, '/')) - 1) ! '../')"/>
  </xsl:function>

  <!-- From this page to another, of its own folder or not. -->
  <xsl:function name="k:way-to" as="xs:string">
    <xsl:param name="address" as="xs:string"/>
    <xsl:variable name="folder" as="xs:string" select="replace($k:context?path, '[^/]+$', '')"/>
    <xsl:sequence select="if ($folder != '' and starts-with($address, $folder))
      then substring-after($address, $folder) else k:up($k:context?path) || $address"/>
  </xsl:function>

  <xsl:function name="k:html" as="xs:string">
    <xsl:param name="nodes" as="node()*"/>
    <!-- A blank that holds is one character, not the six of its entity. -->
    <xsl:sequence select="serialize($nodes, map { 'method': 'html', 'html-version': 5.0, 'indent': false(),
      'include-content-type': false(), 'use-character-maps': map { '&#160;': '&#160;' } })"/>
  </xsl:function>

  <xsl:function name="k:navigation" as="element()">
    <xsl:param name="path" as="xs:string"/>
    <xsl:param name="up" as="xs:string"/>
    <ul>
      <xsl:for-each select="$k:site?menu?*[not(?minor)]">
        <li><a href="{$up || ?address}"><xsl:if test="?address = $path">
          <xsl:attribute name="aria-current">page</xsl:attribute></xsl:if>{k:t('nav.' || ?text)}</a></li>
      </xsl:for-each>
    </ul>
  </xsl:function>

  <!-- Whether a colophon has more than links within the site, which are nothing on paper. -->
  <xsl:function name="k:says-whose" as="xs:boolean">
    <xsl:sequence select="$k:site ! (?editors?*, ?publisher, ?date, ?licence_name, ?licence) != ''"/>
  </xsl:function>

  <xsl:function name="k:colophon" as="element()*">
    <xsl:param name="up" as="xs:string"/>
    <p>
      <xsl:value-of select="string-join(($k:site?editors?*, $k:site?publisher, $k:site?date)[. != ''],
        ', ')"/>
    </p>
    <p>
      <xsl:variable name="licence" as="xs:string?"
        select="($k:site?licence_name, $k:site?licence)[. != ''][1]"/>
      <xsl:if test="exists($licence)"><xsl:text>{k:t('footer.licence')} </xsl:text>
      <xsl:choose>
        <xsl:when test="$k:site?licence != ''">
          <a href="{$k:site?licence}" rel="license">{$licence}</a></xsl:when>
        <xsl:otherwise>{$licence}</xsl:otherwise>
      </xsl:choose>. </xsl:if>
      <span class="house"><a href="{$up}about/index.html">{k:t('nav.about')}</a><xsl:text>&#160;· </xsl:text>
      <a href="{$up}about/accessibility.html">{k:t('footer.accessibility')}</a></span>
    </p>
  </xsl:function>

  <!-- JSON that stands in a page: no "<" in it, so that no text can end the element. -->
  <xsl:function name="k:json" as="xs:string">
    <xsl:param name="data" as="item()"/>
    <xsl:sequence select="serialize($data, map { 'method': 'json', 'indent': false() }) => replace('&lt;',
      '\\u003c') => replace('\\/', '/')"/>
  </xsl:function>
</xsl:stylesheet>
