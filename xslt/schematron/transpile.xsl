<?xml version="1.0" encoding="UTF-8"?>
<!-- ISO Schematron (xslt3 binding) to an XSLT 3.0 stylesheet that returns its findings as JSON.

     Contexts are evaluated as expressions in xsl:try, not as match patterns: a match pattern
     swallows a dynamic error, and the rule would never fire without anybody knowing.  Includes
     have been resolved before; abstract patterns and rules are resolved here (resolve.xsl). -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:x="urn:x-generated-xslt"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:s="https://kktei.org/ns/schematron"
  exclude-result-prefixes="#all">

  <xsl:import href="resolve.xsl"/>
  <xsl:import href="messages.xsl"/>

  <xsl:namespace-alias stylesheet-prefix="x" result-prefix="xsl"/>
  <xsl:output method="xml" indent="no"/>

  <!-- The phase to compile: an id, #ALL, or #DEFAULT. -->
  <xsl:param name="phase" as="xs:string" select="'#DEFAULT'"/>
  <!-- Names of schema variables that the caller binds to documents or strings it hands in. -->
  <xsl:param name="bound" as="xs:string*" select="()"/>

  <xsl:mode name="code" on-no-match="fail"/>

  <xsl:template match="/" as="map(xs:string, xs:string)">
    <xsl:variable name="resolved" as="element(sch:schema)" select="s:resolved(sch:schema)"/>
    <xsl:variable name="code" as="element()"><xsl:apply-templates select="$resolved" mode="code"/>
    </xsl:variable>
    <xsl:sequence select="map {'stylesheet': serialize($code, map {'method': 'xml', 'indent': false()})}"/>
  </xsl:template>

  <xsl:template match="sch:schema" mode="code" as="element()">
    <xsl:variable name="active" as="element(sch:pattern)*" select="s:active(., $phase)"/>
    <x:stylesheet version="3.0" expand-text="no">
      <xsl:for-each select="sch:ns"><xsl:namespace name="{@prefix}" select="string(@uri)"/></xsl:for-each>
      <xsl:namespace name="s">https://kktei.org/ns/schematron</xsl:namespace>
      <xsl:namespace name="xs">http://www.w3.org/2001/XMLSchema</xsl:namespace>
      <x:mode on-no-match="fail"/>
      <xsl:copy-of select="xsl:*"/>
      <xsl:apply-templates select="sch:let, s:phase(., $phase)/sch:let" mode="code"/>
      <xsl:call-template name="library"/>
      <x:global-context-item as="document-node()" use="required"/>
      <x:variable name="s:document" as="document-node()" select="."/>
      <x:template name="check" as="map(xs:string, xs:string)">
        <x:variable name="s:found" as="map(xs:string, item())*">
          <xsl:for-each select="(sch:let, s:phase(., $phase)/sch:let)[not(@name = $bound)]">
            <x:sequence select="$s:value.{@name}[s:is-failure(.)]"/>
          </xsl:for-each>
          <xsl:for-each select="$active">
            <x:for-each select="$s:document"><x:call-template name="s:pattern.{position()}"/></x:for-each>
          </xsl:for-each>
        </x:variable>
        <x:sequence select="map {{'findings': serialize(array {{$s:found}}, map {{'method': 'json'}})}}"/>
      </x:template>
      <xsl:for-each select="$active">
        <x:template name="s:pattern.{position()}" as="map(xs:string, item())*">
          <xsl:apply-templates select="." mode="code"/>
        </x:template>
      </xsl:for-each>
    </x:stylesheet>
  </xsl:template>

  <!-- What every generated stylesheet needs: the shape of a finding, and the slow search for the node that
    fails. -->
  <xsl:template name="library" as="element()+">
    <x:function name="s:failed" as="map(xs:string, item())">
      <x:param name="at" as="node()"/>
      <x:param name="rule" as="xs:string"/>
      <x:param name="why" as="xs:string"/>
      <x:sequence select="map {{'kind': 'failed', 'id': $rule, 'node': s:node($at), 'text': $why,
        'role': 'error', 'hint': ''}}"/>
    </x:function>
    <!-- A node's name for the caller: e7 (the seventh element), e7/@n, t3 (the third text); nothing for
      another
         document's and for comments.  A path would count siblings, which for many findings takes their
         square. -->
    <x:variable name="s:elements" as="map(xs:string, xs:integer)" select="s:numbered($s:document//*)"/>
    <x:variable name="s:texts" as="map(xs:string, xs:integer)" select="s:numbered($s:document//text())"/>
    <x:function name="s:numbered" as="map(xs:string, xs:integer)">
      <x:param name="nodes" as="node()*"/>
      <x:map><x:for-each select="$nodes"><x:map-entry key="generate-id(.)" select="position()"/></x:for-each>
      </x:map>
    </x:function>
    <x:function name="s:node" as="xs:string">
      <x:param name="at" as="node()"/>
      <x:sequence select="
        if ($at instance of attribute()) then s:node($at/..) || '/@'
          || (namespace-uri($at)[.] ! ('Q{{' || . || '}}')) || local-name($at)
        else if ($at instance of text()) then 't' || $s:texts(generate-id($at))
        else if ($at instance of element()) then 'e' || $s:elements(generate-id($at))
        else if ($at/parent::*) then s:node($at/..) else ''"/>
    </x:function>
    <!-- A name element's path may lead to a node, or be the name itself. -->
    <x:function name="s:name" as="xs:string">
      <x:param name="of" as="item()?"/>
      <x:sequence select="if ($of instance of node()) then name($of) else string($of)"/>
    </x:function>
    <x:function name="s:is-failure" as="xs:boolean">
      <x:param name="item" as="item()"/>
      <x:sequence select="$item instance of map(*) and $item?kind = 'failed'"/>
    </x:function>
    <x:function name="s:one-by-one" as="item()*">
      <x:param name="root" as="document-node()"/>
      <x:param name="rule" as="xs:string"/>
      <x:param name="context" as="function(node()) as node()*"/>
      <x:for-each select="$root/descendant-or-self::node()">
        <x:variable name="here" as="node()" select="."/>
        <x:try select="$context($here)">
          <x:catch xmlns:err="http://www.w3.org/2005/xqt-errors"
            select="s:failed($here, $rule, $err:description)"/>
        </x:try>
      </x:for-each>
    </x:function>
  </xsl:template>

  <!-- A variable.  An error in it cannot be caught where it is used, so it becomes a value beside it. -->
  <xsl:template match="sch:let" mode="code" as="element()+">
    <xsl:choose>
      <xsl:when test="parent::sch:schema and @name = $bound">
        <x:param name="{@name}" as="item()*" select="()"/></xsl:when>
      <xsl:when test="@value">
        <x:variable s:at="{@s:at}" name="s:value.{@name}" as="item()*">
          <x:try select="{@value}">
            <x:catch xmlns:err="http://www.w3.org/2005/xqt-errors"
              select="s:failed({if (parent::sch:schema or parent::sch:phase) then '$s:document'
              else '.'}, '{s:owner(.)}', $err:description)"/>
          </x:try>
        </x:variable>
        <x:variable name="{@name}" as="item()*" select="$s:value.{@name}[not(s:is-failure(.))]"/>
      </xsl:when>
      <xsl:otherwise>
        <x:variable name="s:value.{@name}" as="item()*" select="()"/>
        <x:variable name="{@name}" as="document-node()"><x:document><xsl:copy-of select="node()"/>
        </x:document></x:variable>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Whose variable it is, for the message of a failure. -->
  <xsl:function name="s:owner" as="xs:string">
    <xsl:param name="let" as="element(sch:let)"/>
    <xsl:sequence select="if ($let/parent::sch:rule or $let/parent::sch:pattern) then s:label($let/..)
      || ', $' || $let/@name else '$' || $let/@name"/>
  </xsl:function>

  <!-- A pattern: a node is tested by the first rule whose context it matches, as ISO Schematron wants. -->
  <xsl:template match="sch:pattern" mode="code" as="element()*">
    <xsl:apply-templates select="sch:let" mode="code"/>
    <xsl:for-each select="sch:rule">
      <xsl:variable name="number" as="xs:integer" select="position()"/>
      <x:variable s:at="{@s:at}" name="s:met.{$number}" as="item()*">
        <xsl:sequence select="s:context(.)"/>
      </x:variable>
      <x:sequence select="$s:met.{$number}[. instance of map(*)]"/>
      <x:variable name="s:nodes.{$number}" as="node()*" select="$s:met.{$number}[. instance of node()]"/>
      <xsl:variable name="earlier" as="xs:string*" select="(1 to $number - 1) ! ('$s:nodes.' || .)"/>
      <x:for-each select="$s:nodes.{$number}{if (exists($earlier)) then ' except ('
        || string-join($earlier, ', ') || ')' else ''}">
        <xsl:apply-templates select="." mode="code"/>
      </x:for-each>
    </xsl:for-each>
  </xsl:template>

  <!-- The nodes that a rule's context matches; if that fails somewhere, the nodes that can be told and where
    it fails. -->
  <xsl:function name="s:context" as="element()">
    <xsl:param name="rule" as="element(sch:rule)"/>
    <xsl:variable name="context" as="xs:string" select="normalize-space($rule/@context)"/>
    <xsl:variable name="absolute" as="xs:boolean" select="starts-with($context, '/')"/>
    <x:try select="{if ($absolute) then $context else s:everywhere($context)}">
      <x:catch xmlns:err="http://www.w3.org/2005/xqt-errors">
        <xsl:attribute name="select" select="
          if ($absolute) then 's:failed(/, ''' || s:label($rule) || ''', $err:description)'
          else 's:one-by-one(/, ''' || s:label($rule) || ''', function($n as node()) as node()* {$n/('
          || $rule/@context || ')})'"/>
      </x:catch>
    </x:try>
  </xsl:function>

  <!-- A context as an expression for the whole document.  Each part of a union stands by itself where they
    can be
       told apart: without parentheses Saxon goes straight to the names. -->
  <xsl:function name="s:everywhere" as="xs:string">
    <xsl:param name="context" as="xs:string"/>
    <xsl:variable name="bare" as="xs:string" select="replace($context, '&quot;[^&quot;]*&quot;|''[^'']*''',
      '')"/>
    <xsl:variable name="outer" as="xs:string" select="
      fold-left(1 to 9, $bare, function($t as xs:string,
      $n as xs:integer) as xs:string {replace($t, '\[[^\[\]]*\]|\([^()]*\)', '')})"/>
    <xsl:variable name="bars" as="xs:integer" select="string-length(replace($outer, '[^|]', ''))"/>
    <xsl:variable name="plain" as="xs:boolean"
      select="not(matches($outer, '\sunion\s|[\[\]()]'))
      and string-length(replace($context, '[^|]', '')) = $bars"/>
    <xsl:sequence select="
      if ($plain) then string-join(tokenize($context, '\|') ! ('/descendant-or-self::node()/'
      || normalize-space(.)), ' | ')
      else if (matches($outer, '\||\sunion\s|[\[\]()]')) then '/descendant-or-self::node()/(' || $context
      || ')'
      else '/descendant-or-self::node()/' || $context"/>
  </xsl:function>

  <!-- One node: the rule's variables and its tests; what breaks says so. -->
  <xsl:template match="sch:rule" mode="code" as="element()*">
    <xsl:apply-templates select="sch:let[not(@value)] | xsl:* | sch:assert | sch:report" mode="code"/>
  </xsl:template>

  <xsl:template match="sch:assert | sch:report" mode="code" as="element()">
    <x:try>
      <x:if s:at="{@s:at}"
        test="{s:lets(..)}{if (self::sch:assert) then 'not(' || @test || ')' else 'boolean(' || @test
        || ')'}">
        <x:sequence>
          <xsl:attribute name="select">
            <xsl:value-of select="s:lets(..)"/>
            <xsl:text>map {'kind': '</xsl:text>
            <xsl:value-of select="local-name()"/>
            <xsl:text>', 'id': '</xsl:text>
            <xsl:value-of select="s:label(.)"/>
            <xsl:text>', 'role': '</xsl:text>
            <xsl:value-of select="s:quoted((@role, ../@role, '')[1])"/>
            <xsl:text>', 'node': s:node((</xsl:text>
            <xsl:value-of select="(@subject, ../@subject)[1]/(. || ', ')"/>
            <xsl:text>.)[1]), 'text': </xsl:text>
            <xsl:value-of select="s:message(node())"/>
            <xsl:text>, 'hint': </xsl:text>
            <xsl:value-of select="s:diagnostics(.)"/>
            <xsl:text>}</xsl:text>
          </xsl:attribute>
        </x:sequence>
      </x:if>
      <x:catch xmlns:err="http://www.w3.org/2005/xqt-errors"
        select="s:failed(., '{s:label(.)}', $err:description)"/>
    </x:try>
  </xsl:template>

  <!-- A rule's variables as the beginning of an expression: whatever breaks in them breaks inside the test's
    xsl:try. -->
  <xsl:function name="s:lets" as="xs:string">
    <xsl:param name="rule" as="element(sch:rule)"/>
    <xsl:variable name="lets" as="xs:string*" select="$rule/sch:let[@value] ! ('$' || @name || ' := ('
      || @value || ')')"/>
    <xsl:sequence select="if (exists($lets)) then 'let ' || string-join($lets, ', ') || ' return ' else ''"/>
  </xsl:function>

  <!-- What documents a rule and does nothing. -->
  <xsl:template match="sch:p | sch:title | sch:rule/xsl:*" mode="code" as="element()*">
    <xsl:copy-of select="self::xsl:*"/>
  </xsl:template>
</xsl:stylesheet>
